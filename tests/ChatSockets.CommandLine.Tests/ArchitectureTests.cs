using System.Reflection;
using ChatSockets.Server;

namespace ChatSockets.CommandLine.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void It_stands_on_the_protocol_and_one_package() =>
        Foreign(typeof(ProgramManual).Assembly).Should().BeSubsetOf(["ChatSockets.Protocol", "System.CommandLine"]);

    [Fact]
    public void The_programs_do_not_know_each_other()
    {
        Foreign(typeof(ChatServer).Assembly).Should().NotContain("chat-client");
        Foreign(typeof(Client.CommandLine).Assembly).Should()
            .BeSubsetOf(["ChatSockets.Protocol", "ChatSockets.CommandLine", "System.CommandLine", "Wcwidth"]);
    }

    [Fact]
    public void Every_class_is_sealed_or_static() =>
        typeof(ProgramManual).Assembly.GetTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.Name.StartsWith('<'))
            .Should().BeEmpty();

    private static IEnumerable<string> Foreign(Assembly assembly) => assembly.GetReferencedAssemblies().Select(name => name.Name!)
        .Where(name => name == "System.CommandLine" || !(name.StartsWith("System.", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Win32", StringComparison.Ordinal)));
}
