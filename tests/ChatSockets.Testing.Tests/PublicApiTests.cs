using System.Reflection;
using System.Runtime.CompilerServices;
using ChatSockets.CommandLine;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;
using ChatSockets.Server;
using ChatSockets.Storage;
using PublicApiGenerator;

namespace ChatSockets.Testing.Tests;

/// <summary>
/// The public members of the packages are written down, so that nobody changes what others use without seeing it in the review.
/// CHAT_ACCEPT=1 dotnet test tests/ChatSockets.Testing.Tests --filter PublicApi writes them anew.
/// </summary>
public sealed class PublicApiTests
{
    public static TheoryData<string> Packages =>
        [
            "ChatSockets.Protocol", "ChatSockets.CommandLine", "ChatSockets.Storage", "ChatSockets.Core", "ChatSockets.Server",
            "ChatSockets.Testing",
        ];

    [Theory]
    [MemberData(nameof(Packages))]
    public void The_public_members_are_those_written_down(string package)
    {
        string file = Path.Combine(Folder(), "PublicApi", $"{package}.txt");
        var options = new ApiGeneratorOptions { IncludeAssemblyAttributes = false };
        string members = AssemblyOf(package).GeneratePublicApi(options).ReplaceLineEndings("\n");
        if (Environment.GetEnvironmentVariable("CHAT_ACCEPT") == "1") File.WriteAllText(file, members);

        File.ReadAllText(file).ReplaceLineEndings("\n").Should().Be(members, "CHAT_ACCEPT=1 writes it anew");
    }

    private static Assembly AssemblyOf(string package) => package switch
    {
        "ChatSockets.Protocol" => typeof(LineReader).Assembly,
        "ChatSockets.CommandLine" => typeof(ProgramManual).Assembly,
        "ChatSockets.Storage" => typeof(Durability).Assembly,
        "ChatSockets.Core" => typeof(ChatOptions).Assembly,
        "ChatSockets.Server" => typeof(ChatServer).Assembly,
        _ => typeof(TestChat).Assembly,
    };

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
