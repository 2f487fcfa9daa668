using System.Reflection;

namespace ChatSockets.Protocol.Tests;

public sealed class ArchitectureTests
{
    private static readonly string[] References =
        [.. typeof(LineReader).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    [Fact]
    public void The_protocol_stands_on_the_framework_alone() =>
        References.Should().NotBeEmpty().And.OnlyContain(name => name.StartsWith("System.", StringComparison.Ordinal));

    [Fact]
    public void The_protocol_knows_no_socket_and_no_file_and_no_thread() =>
        References.Should().NotContain(name =>
            name.StartsWith("System.Net", StringComparison.Ordinal)
            || name.StartsWith("System.IO", StringComparison.Ordinal)
            || name.StartsWith("System.Threading", StringComparison.Ordinal)
            || name.StartsWith("System.Diagnostics", StringComparison.Ordinal)
            || name.StartsWith("System.Console", StringComparison.Ordinal));

    [Fact]
    public void Every_class_is_sealed_or_static() =>
        typeof(LineReader).Assembly.GetTypes()
            .Where(type => type.IsClass && !type.IsSealed && !type.Name.StartsWith('<'))
            .Should().BeEmpty();

    [Fact]
    public void Every_type_lives_in_the_protocols_namespace() =>
        typeof(LineReader).Assembly.GetExportedTypes()
            .Should().OnlyContain(type => type.Namespace!.StartsWith("ChatSockets.Protocol", StringComparison.Ordinal));

    [Fact]
    public void No_state_is_shared_between_connections() =>
        typeof(LineReader).Assembly.GetTypes()
            .Where(type => !type.Name.StartsWith('<'))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic
                | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !field.Name.StartsWith('<'))
            .Should().BeEmpty();
}
