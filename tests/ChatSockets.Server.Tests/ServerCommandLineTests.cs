using System.Net;
using System.Net.Sockets;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests;

public sealed class ServerCommandLineTests
{
    [Theory]
    [InlineData("--port", "70000")]
    [InlineData("--port", "-1")]
    [InlineData("--port", "x")]
    [InlineData("--port")]
    [InlineData("--bind", "nowhere")]
    [InlineData("--name", "nodot")]
    [InlineData("--network", "")]
    [InlineData("--max-connections", "0")]
    [InlineData("--log-level", "loud")]
    [InlineData("--nonsense")]
    [InlineData("argument")]
    public async Task Wrong_usage_exits_with_2(params string[] arguments) =>
        (await RunAsync(arguments)).Should().Be(2);

    [Fact]
    public async Task A_taken_port_exits_with_1()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        taken.Listen();
        (await RunAsync("--bind", "localhost", "--port", $"{((IPEndPoint)taken.LocalEndPoint!).Port}", "--log-level",
            "fatal", "--in-memory"))
            .Should().Be(1);
    }

    [Fact]
    public async Task A_message_of_the_day_that_cannot_be_read_exits_with_1() =>
        (await RunAsync("--port", "0", "--motd", Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString(), "missing"))).Should().Be(1);

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    public async Task Asking_for_help_is_no_mistake(string option) => (await RunAsync(option)).Should().Be(0);

    private static async Task<int> RunAsync(params string[] arguments)
    {
        Task<int> run = ServerCommandLine.RunAsync(arguments);
        await run.WithinDeadlineAsync("the program to end");
        return await run;
    }
}
