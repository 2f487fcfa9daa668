using System.Net;
using System.Net.Sockets;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Core;

public sealed class ClientAppTests
{
    [Fact]
    public void Nobody_listening_is_exit_1_and_one_line_that_says_what_to_do()
    {
        int port = FreePort();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(new ServerAddress("127.0.0.1", port)), "");
        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Errors.TrimEnd().Should().Be(
            $"chat-client: nobody listens on 127.0.0.1:{port} (connection refused). Is the server running? Start one with: "
                + $"chat-server --port {port}");
    }

    [Fact]
    public void A_connection_that_is_lost_is_exit_1()
    {
        using ScriptedServer server = new ScriptedServer().On("JOIN", _ => null);
        Exit(server).Should().Be(ExitCode.Failed);
    }

    [Fact]
    public void A_server_that_never_answers_is_exit_3()
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address) with { Timeout = TimeSpan.FromMilliseconds(50) }, "");
        run.ExitCode.Should().Be(ExitCode.TimedOut);
        run.Errors.Should().Contain("timed out");
    }

    [Theory]
    [InlineData(":s 464 alice :Password incorrect")]
    [InlineData(":s 465 alice :You are banned")]
    [InlineData("ERROR :Too many connections")]
    public void A_server_that_says_no_is_exit_4(string no)
    {
        // The last words and the end of the connection are two answers: to NICK and to USER.
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []).On("NICK", _ => [no]).On("USER", _ => null);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain(no[(no.LastIndexOf(':') + 1)..]);
    }

    [Fact]
    public void A_nickname_that_is_always_taken_is_exit_4()
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []).On("NICK", line =>
            [$":s 433 * {line.Split(' ')[1]} :In use"]);
        Exit(server).Should().Be(ExitCode.ServerSaidNo);
    }

    [Fact]
    public void Another_nickname_than_the_one_asked_for_is_said_on_stderr()
    {
        using ScriptedServer server = new ScriptedServer()
            .On("CAP", _ => [])
            .On("NICK", line => line == "NICK alice" ? [":s 433 * alice :In use"] : [":s 001 alice_ :Welcome", ":s 422 alice_ :No MOTD"])
            .On("JOIN", _ => [":alice_!u@h JOIN #lobby"]);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "");
        run.Errors.Should().Contain("alice_");
        run.ExitCode.Should().Be(ExitCode.Done);
    }

    [Fact]
    public void The_only_room_refusing_is_exit_4_and_said_once()
    {
        using ScriptedServer server = new ScriptedServer().On("JOIN", _ => [":s 473 alice #lobby :Invite only"]);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.TrimEnd().Should().Be("chat-client: cannot join #lobby: Invite only");
    }

    [Fact]
    public void One_room_of_two_refusing_does_not_end_it_and_is_told_at_the_end()
    {
        using var server = new ScriptedServer();
        server.On("JOIN", line => line == "JOIN #a" ? [":s 473 alice #a :Invite only"] : [":alice!u@h JOIN #b"]);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address) with { Rooms = ["#a", "#b"] }, "hi\n");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Output.Should().Contain("<alice> hi");
        server.Received.Should().Contain("PRIVMSG #b hi");
    }

    [Fact]
    public void A_server_that_falls_silent_is_asked_and_then_given_up()
    {
        var clock = TestClock.Start();
        // One answer to JOIN and none afterwards: when the text arrives there, nothing is under way to the client.
        using ScriptedServer server = new ScriptedServer { Capabilities = "echo-message" }
            .On("JOIN", _ => [":alice!u@h JOIN #lobby"]).On("PING", _ => []).On("PRIVMSG", _ => []);
        using var input = new UnfinishedInput("hi\n"u8.ToArray());
        ClientRun? run = null;
        var client = new Thread(() => run = ClientRun.Pipe(ClientRun.Options(server.Address), input, clock));
        client.Start();
        server.Await("PRIVMSG");

        clock.Advance(TimeSpan.FromSeconds(61));
        server.Await("PING alive");
        clock.Advance(TimeSpan.FromSeconds(61));
        client.Join();

        run!.ExitCode.Should().Be(ExitCode.Unknown, "the server may have heard what we said");
        run.Errors.Should().Contain("nothing was heard");
    }

    private static int Exit(ScriptedServer server) => ClientRun.Pipe(ClientRun.Options(server.Address), "").ExitCode;

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A standard input that has said something and stays open.</summary>
    private sealed class UnfinishedInput(byte[] bytes) : MemoryStream(bytes)
    {
        private readonly ManualResetEventSlim _closed = new();

        public override int Read(Span<byte> buffer)
        {
            int count = base.Read(buffer);
            if (count == 0) _closed.Wait();
            return count;
        }

        protected override void Dispose(bool disposing)
        {
            _closed.Set();
            base.Dispose(disposing);
        }
    }
}
