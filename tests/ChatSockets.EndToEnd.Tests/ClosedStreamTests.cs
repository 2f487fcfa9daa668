using System.Net;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>Programs that start without some of their standard streams, as a careless service manager does it.</summary>
public sealed class ClosedStreamTests
{
    [Theory]
    [InlineData("<&-", 1)]
    [InlineData(">&-", 1)]
    [InlineData("2>&-", 0)]
    [InlineData("<&- >&-", 1)]
    [InlineData("<&- >&- 2>&-", 1)]
    public async Task A_client_without_standard_streams_does_not_hang(string closed, int exitCode)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using var bot = new ChatProcess("chat-client", [server.Address, "--nick", "bot"], redirections: closed);
        bot.CloseInput();

        await alice.HearAsync(":bot!");
        await alice.HearAsync(" QUIT ");
        await bot.ExitsWithAsync(exitCode);
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData("<&- >&-")]
    [InlineData(">/dev/full")]
    public async Task A_server_that_cannot_write_where_it_listens_serves_all_the_same(string output)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var server = new ChatProcess(
            "chat-server", ["--port", "0", "--bind", "127.0.0.1", "--in-memory"], redirections: output);
        string listening = await server.Errors.NextAsync("Listening on ");

        await using LineClient alice = await LineClient.JoinAsync(IPEndPoint.Parse(listening[(listening.LastIndexOf(' ') + 1)..]), "alice");
        await alice.SyncAsync();
        server.Signal(PosixSignals.Number.Terminate);

        await alice.HearAsync("ERROR :");
        await server.ExitsWithAsync(0);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("--version")]
    [InlineData("man")]
    [InlineData("completion bash")]
    [InlineData("config show")]
    [InlineData("config schema")]
    [InlineData("doctor --in-memory")]
    public async Task A_command_that_cannot_be_read_says_so(string command)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var program = new ChatProcess("chat-server", command.Split(' '), redirections: ">/dev/full");

        await program.ExitsWithAsync(1);

        program.Errors.Lines.Should().ContainSingle()
            .Which.Should().StartWith("chat-server: standard output cannot be written: No space left");
    }

    [Theory]
    [InlineData("--nonsense", "2>/dev/full", 2)]
    [InlineData("--nonsense", "2>&-", 2)]
    [InlineData("--config missing.json", "2>&-", 1)]
    [InlineData("health --port 1 --bind 127.0.0.1", "2>/dev/full", 1)]
    public async Task A_complaint_that_nobody_hears_leaves_the_exit_code(string command, string closed, int exitCode)
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var program = new ChatProcess("chat-server", command.Split(' '), redirections: closed);

        await program.ExitsWithAsync(exitCode);
    }
}
