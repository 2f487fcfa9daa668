using System.Reflection;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
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
                "ChatSockets.Protocol", "ChatSockets.Storage", "ChatSockets.Core", "ChatSockets.CommandLine", "System.CommandLine",
                "Serilog",
                "Serilog.Sinks.Console", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "Wcwidth", "OpenTelemetry", "OpenTelemetry.Api",
                "OpenTelemetry.Exporter.OpenTelemetryProtocol", "Npgsql", "System.ServiceProcess.ServiceController",
            ])
            .And.Contain("ChatSockets.Protocol");

    [Fact]
    public void The_storage_knows_the_protocol_and_SQLite_alone() =>
        typeof(Durability).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !IsFramework(name))
            .Should().BeSubsetOf(["ChatSockets.Protocol", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core"])
            .And.Contain("Microsoft.Data.Sqlite");

    [Fact]
    public void The_chat_knows_no_configuration_no_command_line_and_no_way_out() =>
        typeof(ChatOptions).Assembly.GetReferencedAssemblies().Select(name => name.Name!).Where(name => !IsFramework(name))
            .Should().BeSubsetOf([
                "ChatSockets.Protocol", "ChatSockets.Storage", "Microsoft.Data.Sqlite", "SQLitePCLRaw.core", "Serilog", "BCrypt-Net-Next",
            ])
            .And.Contain("ChatSockets.Storage");

    // An address knows what family it is of, and that is all that the chat has of sockets.
    [Fact]
    public void The_chat_knows_no_socket_and_no_file() =>
        typeof(ChatOptions).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
            .Should().NotContain([
                "System.Net.Sockets", "System.Net.Security", "System.Net.WebSockets", "System.Net.Http", "System.IO.FileSystem",
            ]);

    [Fact]
    public void The_protocol_knows_nothing_of_the_server() =>
        typeof(Protocol.LineReader).Assembly.GetReferencedAssemblies().Should().OnlyContain(name => IsFramework(name.Name!));

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        new[] { typeof(ChatServer), typeof(ChatOptions), typeof(Durability) }.SelectMany(type => type.Assembly.GetTypes())
            .Where(type => type.IsClass && !type.IsSealed && !type.IsAbstract && type.Name != "Program" && !type.Name.StartsWith('<'))
            .Should().BeEmpty();

    [Fact]
    public void Little_is_public() =>
        typeof(ChatServer).Assembly.GetExportedTypes()
            .Should().BeEquivalentTo([
                typeof(ChatServer), typeof(ServerOptions), typeof(ServerStartException),
                typeof(DiscoveryMode), typeof(TlsMode),
            ]);

    [Fact]
    public void Of_the_chat_only_its_settings_and_the_log_are_public() =>
        typeof(ChatOptions).Assembly.GetExportedTypes()
            .Should().BeEquivalentTo([
                typeof(ChatOptions), typeof(EntryLog), typeof(MemoryLog), typeof(OperatorAccount), typeof(PasswordHash),
                typeof(Privileges), typeof(ReloadResult),
                typeof(WebGateway),
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
