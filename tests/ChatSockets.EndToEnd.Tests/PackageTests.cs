using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>
/// The packages, packed from what was built for these tests and used as a stranger would: from a folder alone, so that no network is
/// needed.
/// </summary>
public sealed class PackageTests : IDisposable
{
    private static readonly string Top = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "..", ".."));
    private static readonly string Configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd('/', '\\'))!);

    private readonly string _folder = Directory.CreateTempSubdirectory("chatsockets-packages-").FullName;

    private string Packages => Path.Combine(_folder, "packages");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_commands_are_installed_as_tools_and_run()
    {
        await PackAsync("ChatSockets.Client");
        await PackAsync("ChatSockets.Server", "-p:AsTool=true");
        string tools = Path.Combine(_folder, "tools");
        foreach (string command in (string[])["chat-server", "chat-client"])
        {
            string package = command == "chat-server" ? "ChatSockets.Server.Tool" : "ChatSockets.Client.Tool";
            await DotnetAsync(_folder, "tool", "install", package, "--tool-path", tools, "--configfile", WriteNuGetConfig());
            string program = Path.Combine(tools, OperatingSystem.IsWindows() ? $"{command}.exe" : command);
            string version = await RunAsync(_folder, program, "--version");
            version.Trim().Should().Be(Version());
        }
    }

    [Fact]
    public async Task A_new_test_project_needs_ChatSockets_Testing_alone()
    {
        string[] packages =
        [
            "ChatSockets.Protocol", "ChatSockets.CommandLine", "ChatSockets.Storage", "ChatSockets.Core", "ChatSockets.Server",
            "ChatSockets.Testing",
        ];
        foreach (string package in packages) await PackAsync(package);
        string project = Directory.CreateDirectory(Path.Combine(_folder, "new")).FullName;
        WriteNuGetConfig();
        await File.WriteAllTextAsync(Path.Combine(project, "New.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="{VersionOf("Microsoft.NET.Test.Sdk")}" />
                <PackageReference Include="xunit" Version="{VersionOf("xunit")}" />
                <PackageReference Include="xunit.runner.visualstudio" Version="{VersionOf("xunit.runner.visualstudio")}" />
                <PackageReference Include="ChatSockets.Testing" Version="{Version()}" />
              </ItemGroup>
            </Project>
            """);
        // As the package's page has it.
        string page = await File.ReadAllTextAsync(Path.Combine(Top, "src", "ChatSockets.Testing", "README.md"));
        string example = page.ReplaceLineEndings("\n").Split("```csharp\n")[1].Split("```")[0];
        await File.WriteAllTextAsync(Path.Combine(project, "ChatTests.cs"), example);

        string output = await DotnetAsync(project, "test");

        output.Should().Contain("Passed:     1");
    }

    [Theory]
    [InlineData("ChatSockets.Protocol")]
    [InlineData("ChatSockets.Storage")]
    [InlineData("ChatSockets.Testing")]
    public async Task Each_package_has_its_page_icon_documents_and_symbols_and_is_the_same_each_time(string project)
    {
        await PackAsync(project);
        string package = Path.Combine(Packages, $"{project}.{Version()}.nupkg");
        byte[] first = await File.ReadAllBytesAsync(package);
        using (ZipArchive archive = await ZipFile.OpenReadAsync(package))
        {
            archive.Entries.Select(entry => entry.FullName).Should()
                .Contain(["README.md", "icon.png", $"lib/net10.0/{project}.dll", $"lib/net10.0/{project}.xml"]);
        }
        File.Exists(Path.ChangeExtension(package, ".snupkg")).Should().BeTrue();

        await PackAsync(project);

        (await File.ReadAllBytesAsync(package)).Should().Equal(first);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private static string Version() =>
        XDocument.Load(Path.Combine(Top, "Directory.Build.props")).Descendants("Version").Single().Value;

    private static string VersionOf(string package) =>
        XDocument.Load(Path.Combine(Top, "Directory.Packages.props")).Descendants("PackageVersion")
            .Single(element => (string?)element.Attribute("Include") == package).Attribute("Version")!.Value;

    // What the packages depend on was restored for this solution: it comes from there.
    private string WriteNuGetConfig()
    {
        string cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } own
            ? own
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        string file = Path.Combine(_folder, "nuget.config");
        File.WriteAllText(file, $"""
            <configuration>
              <packageSources>
                <clear />
                <add key="packed" value="{Packages}" />
              </packageSources>
              <fallbackPackageFolders>
                <add key="restored" value="{cache}" />
              </fallbackPackageFolders>
              <config>
                <add key="globalPackagesFolder" value="{Path.Combine(_folder, "cache")}" />
              </config>
            </configuration>
            """);
        return file;
    }

    private Task<string> PackAsync(string project, params string[] properties) =>
        DotnetAsync(Top, ["pack", Path.Combine("src", project), "--no-build", "--configuration", Configuration, "--output", Packages,
            .. properties]);

    private static Task<string> DotnetAsync(string folder, params string[] arguments) =>
        RunAsync(folder, ChatProcess.DotnetHost(), arguments);

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What the test's own dotnet has set would have the new one load its parts.
        foreach (string name in (string[])["MSBUILD_EXE_PATH", "MSBuildSDKsPath", "MSBuildExtensionsPath"]) start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await process.WaitForExitAsync(late.Token);
        string text = await output + await errors;
        process.ExitCode.Should().Be(0, "{0} {1} should succeed, but said: {2}", program, string.Join(' ', arguments), text);
        return text;
    }
}
