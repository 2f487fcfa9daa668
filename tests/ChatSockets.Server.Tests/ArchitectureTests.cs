using System.Reflection;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Operators;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Tls;
using ChatSockets.Server.Transport;
using ChatSockets.Storage;

namespace ChatSockets.Server.Tests;

public sealed class ArchitectureTests
{
    private const BindingFlags Everything =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] References =
        [.. typeof(ChatServer).Assembly.GetReferencedAssemblies().Select(name => name.Name!)];

    [Fact]
    public void The_server_stands_on_the_protocol_the_framework_and_few_packages() =>
        References.Where(name => !IsFramework(name))
            .Should().BeSubsetOf([
                "ChatSockets.Protocol", "ChatSockets.Storage", "ChatSockets.CommandLine", "System.CommandLine", "Serilog",
                "Serilog.Sinks.Console", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "Wcwidth", "OpenTelemetry", "OpenTelemetry.Api",
                "OpenTelemetry.Exporter.OpenTelemetryProtocol", "System.ServiceProcess.ServiceController", "BCrypt-Net-Next",
            ])
            .And.Contain("ChatSockets.Protocol");

    [Fact]
    public void The_storage_knows_the_protocol_and_SQLite_alone() =>
        typeof(Durability).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !IsFramework(name))
            .Should().BeSubsetOf(["ChatSockets.Protocol", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"])
            .And.Contain("Microsoft.Data.Sqlite");

    [Fact]
    public void The_protocol_knows_nothing_of_the_server() =>
        typeof(Protocol.LineReader).Assembly.GetReferencedAssemblies().Should().OnlyContain(name => IsFramework(name.Name!));

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        typeof(ChatServer).Assembly.GetTypes().Concat(typeof(Durability).Assembly.GetTypes())
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && type.Name != "Program" && !type.Name.StartsWith('<'))
            .Should().BeEmpty();

    [Fact]
    public void Little_is_public() =>
        typeof(ChatServer).Assembly.GetExportedTypes()
            .Should().BeEquivalentTo([
                typeof(ChatServer), typeof(ServerOptions), typeof(ServerStartException),
                typeof(DiscoveryMode), typeof(OperatorAccount), typeof(PasswordHash), typeof(Privileges),
                    typeof(ReloadResult), typeof(WebGateway), typeof(TlsMode),
            ]);

    [Fact]
    public void Of_the_storage_only_a_setting_is_public() =>
        typeof(Durability).Assembly.GetExportedTypes().Should().Equal(typeof(Durability));

    [Fact]
    public void Nothing_is_asynchronous_where_bytes_go_in_and_out() =>
        typeof(ChatServer).Assembly.GetTypes()
            .Where(type => type.Namespace == "ChatSockets.Server.Transport")
            // What the framework's protocols read from: nothing in it ever runs on another thread.
            .Where(type => type != typeof(LayerStream))
            .SelectMany(type => type.GetMethods(Everything))
            .Should().NotContain(method => typeof(Task).IsAssignableFrom(method.ReturnType) || method.ReturnType == typeof(ValueTask));

    private static bool IsFramework(string name) =>
        name != "System.CommandLine"
        && (name.StartsWith("System.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Win32", StringComparison.Ordinal));
}
