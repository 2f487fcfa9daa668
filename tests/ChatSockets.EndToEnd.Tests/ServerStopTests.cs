using System.Net;
using System.Net.Sockets;
using System.Text;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-server: Ctrl-C, SIGTERM and SIGQUIT tell everybody and end with 0.</summary>
public sealed class ServerStopTests
{
    public static TheoryData<int> Signals =>
        [(int)PosixSignals.Number.Interrupt, (int)PosixSignals.Number.Terminate, (int)PosixSignals.Number.Quit];

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task A_signal_tells_everybody_whatever_they_speak_and_ends_with_0(int signal)
    {
        if (PosixSignals.AreMissing) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient irc = await LineClient.JoinAsync(server.EndPoint, "irc");
        await using LineClient typed = await LineClient.TypeAsync(server.EndPoint, "typed");
        await using LineClient unregistered = await LineClient.ConnectAsync(server.EndPoint, "unregistered");
        await unregistered.SayAsync("NICK unregistered");
        await unregistered.SyncAsync();
        await using LineClient silent = await LineClient.ConnectAsync(server.EndPoint, "silent");
        // Connections are accepted in turn: when this one speaks, the silent one is in.
        await using LineClient last = await LineClient.JoinAsync(server.EndPoint, "last");

        server.Signal((PosixSignals.Number)signal);

        (await irc.HearAsync("ERROR :")).Should().Contain("shutting down");
        (await unregistered.HearAsync("ERROR :")).Should().Contain("shutting down");
        await typed.HearAsync("Goodbye");
        await silent.HearAsync("Goodbye");
        foreach (LineClient client in (LineClient[])[irc, typed, unregistered, silent, last]) await client.Heard.EndAsync();
        await server.ExitsWithAsync(0);
        server.Output.Lines.Should().ContainSingle();
        irc.Heard.Lines.Should().NotContain(line => line.Contains(" QUIT "), "the server's end is no news of each of its users");
    }

    [Fact]
    public async Task With_200_clients_connected_SIGTERM_tells_each_and_ends_with_0()
    {
        if (PosixSignals.AreMissing) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        LineClient[] clients = await Task.WhenAll(Enumerable.Range(1, 200)
            .Select(number => LineClient.JoinAsync(server.EndPoint, $"user{number}")));
        try
        {
            server.Signal(PosixSignals.Number.Terminate);

            await Task.WhenAll(clients.Select(client => client.HearAsync("ERROR :Closing Link")));
            await Task.WhenAll(clients.Select(client => client.Heard.EndAsync()));
            await server.ExitsWithAsync(0);
        }
        finally
        {
            foreach (LineClient client in clients) await client.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_client_that_never_reads_does_not_keep_the_server_from_stopping()
    {
        if (PosixSignals.AreMissing) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        using var deaf = new Socket(server.EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await deaf.ConnectAsync(server.EndPoint);
        await deaf.SendAsync("NICK deaf\r\nUSER deaf 0 * :deaf\r\nJOIN #lobby\r\n"u8.ToArray());
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        string line = $"PRIVMSG #lobby :{new string('x', 400)}";
        for (int i = 0; i < 50; i++) await alice.SayAsync([.. Enumerable.Repeat(line, 100)]);
        await alice.SyncAsync();

        server.Signal(PosixSignals.Number.Terminate);

        await alice.HearAsync("ERROR :");
        await server.ExitsWithAsync(0);
    }

    [Fact]
    public async Task A_full_socket_that_nobody_reads_and_more_signals_meanwhile_leave_the_exit_code_0_and_the_store_closed()
    {
        if (PosixSignals.AreMissing) return;
        string folder = Directory.CreateTempSubdirectory("chat-stop-").FullName;
        try
        {
            // Without an end to it, the goodbye of this client would take ten seconds.
            await using (ServerProcess server = await ServerProcess.StartAsync("--data", folder, "--close-timeout", "10s"))
            {
                await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
                await alice.SayAsync("PRIVMSG #lobby :the last words");
                await alice.SyncAsync();
                using Socket deaf = FillSocket(server.EndPoint);

                server.Signal(PosixSignals.Number.Terminate);
                await alice.HearAsync("ERROR :");
                server.Signal(PosixSignals.Number.Terminate);
                server.Signal(PosixSignals.Number.Interrupt);

                await server.ExitsWithAsync(0);
                server.Errors.Lines.Should().Contain(line => line.Contains("Stopped;", StringComparison.Ordinal));
                Directory.GetFiles(folder, "*-wal").Should().BeEmpty("the store was closed");
            }
            await using ServerProcess again = await ServerProcess.StartAsync("--data", folder);
            await using LineClient bob = await LineClient.JoinAsync(again.EndPoint, "bob");
            await bob.HearAsync("the last words");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // Asks for answers and reads none of them, until the server does not read on.
    private static Socket FillSocket(IPEndPoint server)
    {
        var deaf = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveBufferSize = 4096,
            SendBufferSize = 4096
        };
        deaf.Connect(server);
        deaf.Send("NICK deaf\r\nUSER deaf 0 * :deaf\r\n"u8);
        byte[] questions = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("HELP JOIN\r\n", 100)));
        deaf.Blocking = false;
        while (deaf.Poll(TimeSpan.FromSeconds(2), SelectMode.SelectWrite)) deaf.Send(questions, SocketFlags.None, out _);
        return deaf;
    }

    [Fact]
    public async Task A_port_is_free_for_the_next_server_at_once()
    {
        if (PosixSignals.AreMissing) return;
        // Somebody else may take the very port in between, but not every time.
        for (int attempt = 1; attempt < 5; attempt++)
        {
            if (await RestartAsync() == 0) return;
        }
        (await RestartAsync()).Should().Be(0);
    }

    // Answers what became of the second server.
    private static async Task<int> RestartAsync()
    {
        await using ServerProcess first = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(first.EndPoint, "alice");
        first.Signal(PosixSignals.Number.Terminate);
        await first.ExitsWithAsync(0);

        await using var second = new ServerProcess("--port", $"{first.EndPoint.Port}", "--bind", "127.0.0.1", "--in-memory");
        // It prints where it listens, or nothing at all and says why not.
        Task listens = second.ListensAsync(), fails = second.Errors.NextAsync("is taken");
        if (await Task.WhenAny(listens, fails) == fails) return 1;
        await listens;
        return 0;
    }
}
