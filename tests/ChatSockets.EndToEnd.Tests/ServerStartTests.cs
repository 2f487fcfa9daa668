using System.Net;
using System.Net.Sockets;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-server: what its command line does, what it prints, and how it says that it cannot run.</summary>
public sealed class ServerStartTests
{
    [Fact]
    public async Task The_server_prints_where_it_listens_and_nothing_else_on_stdout()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--log-level", "verbose");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await alice.SayAsync("PRIVMSG #lobby :hello", "NONSENSE", "QUIT");
        await alice.Heard.EndAsync();

        server.Kill();

        (await server.Output.EndAsync()).Should().Equal($"listening on 127.0.0.1:{server.EndPoint.Port}");
        server.EndPoint.Port.Should().BePositive();
    }

    [Fact]
    public async Task Each_bound_address_gets_its_line_and_the_same_port()
    {
        if (!Loopback.HasIPv6()) return;
        await using ServerProcess server = await ServerProcess.StartAsync("--bind", "::1");
        IPEndPoint second = await server.ListensAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient bob = await LineClient.JoinAsync(second, "bob");

        await bob.SayAsync("PRIVMSG #lobby :over IPv6");
        await alice.HearAsync("over IPv6");
        server.Kill();

        second.Should().Be(new IPEndPoint(IPAddress.IPv6Loopback, server.EndPoint.Port));
        (await server.Output.EndAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Without_bind_every_interface_is_served_from_one_endpoint()
    {
        await using var server = new ServerProcess("--port", "0", "--in-memory");
        IPEndPoint everywhere = await server.ListensAsync();

        await using LineClient alice = await LineClient.JoinAsync(new IPEndPoint(IPAddress.Loopback, everywhere.Port), "alice");
        if (Loopback.HasIPv6())
        {
            await using LineClient bob = await LineClient.JoinAsync(new IPEndPoint(IPAddress.IPv6Loopback, everywhere.Port), "bob");
            await alice.HearAsync(" JOIN ");
        }
        server.Kill();

        (await server.Output.EndAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_taken_port_ends_with_1_and_one_line_that_says_what_to_do()
    {
        await using ServerProcess first = await ServerProcess.StartAsync();

        await using var second = new ServerProcess("--port", $"{first.EndPoint.Port}", "--bind", "127.0.0.1", "--in-memory",
            "--log-level", "error");
        await second.ExitsWithAsync(1);

        second.Output.Lines.Should().BeEmpty();
        second.Errors.Lines.Should().ContainSingle().Which.Should()
            .Contain($"{first.EndPoint.Port}").And.Contain("taken").And.Contain("--port");
    }

    [Fact]
    public async Task An_address_that_is_not_this_machines_ends_with_1_and_one_line_that_says_what_to_do()
    {
        // RFC 5737: an address for documentation, which is nobody's.
        await using var server = new ServerProcess("--port", "0", "--bind", "192.0.2.1", "--in-memory", "--log-level", "error");
        await server.ExitsWithAsync(1);

        server.Output.Lines.Should().BeEmpty();
        server.Errors.Lines.Should().ContainSingle().Which.Should().Contain("192.0.2.1").And.Contain("--bind");
    }

    [Fact]
    public async Task A_port_that_needs_privileges_ends_with_1_and_one_line_that_says_what_to_do()
    {
        // Who may have it (an administrator, some systems' everybody) cannot see this.
        if (Loopback.CanBind(new IPEndPoint(IPAddress.Loopback, 1)) != SocketError.AccessDenied) return;
        await using var server = new ServerProcess("--port", "1", "--bind", "127.0.0.1", "--in-memory", "--log-level", "error");
        await server.ExitsWithAsync(1);

        server.Errors.Lines.Should().ContainSingle().Which.Should().Contain("Port 1 ").And.Contain("privileges").And.Contain("--port");
    }

    [Theory]
    [InlineData("--port 70000", "70000")]
    [InlineData("--port -1", "-1")]
    [InlineData("--port x", "x")]
    [InlineData("--port", "--port")]
    [InlineData("--prot 5000", "--prot")]
    [InlineData("5000", "5000")]
    [InlineData("--bind nowhere", "nowhere")]
    [InlineData("--bind 127.0.0.1.1", "127.0.0.1.1")]
    [InlineData("--name nodot", "nodot")]
    [InlineData("--max-connections 0", "at least one")]
    [InlineData("--log-level chatty", "chatty")]
    [InlineData("--log-format xml", "xml")]
    public async Task Wrong_usage_ends_with_2_and_says_what_was_wrong(string arguments, string what)
    {
        await using var server = new ServerProcess(arguments.Split(' '));
        await server.ExitsWithAsync(2);

        server.Output.Lines.Should().BeEmpty();
        server.Errors.Lines.Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith("chat-server: "));
        server.Errors.Lines[0].Should().Contain(what);
    }

    [Theory]
    [InlineData("--help", "--port")]
    [InlineData("--version", "0.")]
    public async Task Help_and_version_are_printed_on_stdout_and_end_with_0(string option, string text)
    {
        await using var server = new ServerProcess(option);
        await server.ExitsWithAsync(0);

        string.Join('\n', server.Output.Lines).Should().Contain(text);
        server.Errors.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_password_is_asked_of_everybody(bool asOption)
    {
        await using ServerProcess server = asOption
            ? await ServerProcess.StartAsync("--password", "sesame")
            : await ServerProcess.StartAsync([], ("CHAT_SERVER_PASSWORD", "sesame"));
        await using LineClient stranger = await LineClient.ConnectAsync(server.EndPoint, "stranger");
        await stranger.SayAsync("NICK stranger", "USER stranger 0 * :stranger");
        await stranger.HearAsync(" 464 ");
        await stranger.HearAsync("ERROR ");
        await stranger.Heard.EndAsync();

        await using LineClient friend = await LineClient.ConnectAsync(server.EndPoint, "friend");
        await friend.SayAsync("PASS sesame", "NICK friend", "USER friend 0 * :friend");
        await friend.HearAsync(" 001 friend ");
    }

    [Fact]
    public async Task The_message_of_the_day_is_shown_to_whoever_arrives()
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, "Cakes at four.\nBring a fork ☕\n");
            await using ServerProcess server = await ServerProcess.StartAsync("--motd", file);
            await using LineClient alice = await LineClient.ConnectAsync(server.EndPoint, "alice");
            await alice.SayAsync("NICK alice", "USER alice 0 * :alice");

            await alice.HearAsync(" 375 alice ");
            (await alice.HearAsync(" 372 alice ")).Should().Contain("Cakes at four.");
            (await alice.HearAsync(" 372 alice ")).Should().Contain("Bring a fork ☕");
            await alice.HearAsync(" 376 alice ");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_message_of_the_day_that_cannot_be_read_ends_with_1_and_names_the_file()
    {
        string missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var server = new ServerProcess("--port", "0", "--bind", "127.0.0.1", "--in-memory", "--motd", missing);
        await server.ExitsWithAsync(1);

        server.Output.Lines.Should().BeEmpty();
        server.Errors.Lines.Should().ContainSingle().Which.Should().Contain(missing);
    }

    [Fact]
    public async Task One_connection_too_many_is_told_that_the_server_is_full()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--max-connections", "1");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using LineClient bob = await LineClient.ConnectAsync(server.EndPoint, "bob");
        (await bob.HearAsync("ERROR ")).Should().Contain("full");
        await bob.Heard.EndAsync();
        await alice.SyncAsync();
    }
}
