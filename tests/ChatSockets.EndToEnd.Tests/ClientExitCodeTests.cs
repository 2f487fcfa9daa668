using System.Net;
using System.Net.Sockets;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client: the addresses that it takes, and what its exit code says when there was no chat.</summary>
public sealed class ClientExitCodeTests
{
    [Theory]
    [InlineData("--nope", "--nope")]
    [InlineData("localhost:99999", "99999")]
    [InlineData("localhost:0", "0")]
    [InlineData("http://localhost:5000", "http://localhost:5000")]
    [InlineData("[::1", "brackets")]
    [InlineData("localhost --nick 1bot", "1bot")]
    [InlineData("localhost --nick b!t", "b!t")]
    [InlineData("localhost --nick", "--nick")]
    [InlineData("localhost --room a,b,c", "a,b,c")]
    [InlineData("localhost --timeout x", "x")]
    [InlineData("localhost --timeout 0", "0")]
    [InlineData("tail localhost --count 0", "0")]
    [InlineData("tail", "'tail'")]
    [InlineData("wait localhost", "'wait'")]
    [InlineData("send", "'send'")]
    public async Task Wrong_usage_ends_with_2_and_says_what_was_wrong(string arguments, string what)
    {
        await using ClientProcess client = await ClientProcess.WithInputAsync("", arguments.Split(' '));
        await client.ExitsWithAsync(2);

        client.Output.Lines.Should().BeEmpty();
        client.Errors.Lines.Should().HaveCountGreaterThan(1).And.OnlyContain(line => line.StartsWith("chat-client: "));
        client.Errors.Lines[0].Should().Contain(what);
    }

    [Theory]
    [InlineData("--help", "--nick")]
    [InlineData("send --help", "--to")]
    [InlineData("--version", "0.")]
    public async Task Help_and_version_are_printed_on_stdout_and_end_with_0(string arguments, string text)
    {
        await using var client = new ClientProcess(arguments.Split(' '));
        await client.ExitsWithAsync(0);

        string.Join('\n', client.Output.Lines).Should().Contain(text);
        client.Errors.Lines.Should().BeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("send")]
    [InlineData("tail")]
    public async Task A_refused_connection_ends_with_1_and_says_how_to_start_a_server(string subcommand)
    {
        using Socket deaf = Loopback.Deaf(out IPEndPoint endPoint);

        await using ClientProcess client = await ClientProcess.WithInputAsync("hi\n", Arguments(subcommand, endPoint.ToString()));

        await client.ExitsWithAsync(1);
        client.Errors.Lines.Should().ContainSingle().Which.Should().Contain("refused").And.Contain($"chat-server --port {endPoint.Port}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("send")]
    public async Task A_server_that_says_nothing_ends_with_3(string subcommand)
    {
        using Socket mute = Loopback.Mute(out IPEndPoint endPoint);

        await using ClientProcess client = await ClientProcess.WithInputAsync("hi\n",
            [.. Arguments(subcommand, endPoint.ToString()), "--timeout", "1"]);

        await client.ExitsWithAsync(3);
        client.Errors.Lines.Should().ContainSingle().Which.Should().Contain("timed out").And.Contain(endPoint.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("send")]
    [InlineData("tail")]
    public async Task A_wrong_password_ends_with_4(string subcommand)
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--password", "sesame");

        await using ClientProcess client = await ClientProcess.WithInputAsync("hi\n",
            [.. Arguments(subcommand, server.Address), "--pass", "wrong"]);

        await client.ExitsWithAsync(4);
        client.Errors.Lines.Should().HaveCount(2);
        client.Errors.Lines[0].Should().Contain("--pass shows the password");
        client.Errors.Lines[1].Should().Contain("refused us");
    }

    [Fact]
    public async Task The_right_password_opens_as_an_option_and_from_the_environment()
    {
        await using ServerProcess server = await ServerProcess.StartAsync("--password", "sesame");

        await using var option = new ClientProcess("send", server.Address, "hi", "--pass", "sesame");
        await option.ExitsWithAsync(0);

        await using var environment = new ClientProcess(["send", server.Address, "hi"], ("CHAT_CLIENT_PASS", "sesame"));
        await environment.ExitsWithAsync(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("send")]
    [InlineData("tail")]
    public async Task A_room_that_lets_nobody_in_ends_with_4(string subcommand)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await alice.SayAsync("MODE #lobby +i");
        await alice.SyncAsync();

        await using ClientProcess client = await ClientProcess.WithInputAsync("hi\n", Arguments(subcommand, server.Address));

        await client.ExitsWithAsync(4);
        client.Errors.Lines.Should().NotBeEmpty();
        client.Errors.Lines[^1].Should().Contain("#lobby");
    }

    [Fact]
    public async Task An_irc_url_names_the_server_and_the_room()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice", "#garden");

        await using ClientProcess bot = await ClientProcess.WithInputAsync("hi\n", $"irc://{server.Address}/garden", "--nick", "bot");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" PRIVMSG #garden :hi");
        await bot.ExitsWithAsync(0);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("irc://{0}/lobby")]
    public async Task An_IPv6_address_stands_in_brackets(string format)
    {
        if (!Loopback.HasIPv6()) return;
        await using ServerProcess server = await ServerProcess.StartAsync("--bind", "::1");
        IPEndPoint six = await server.ListensAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using ClientProcess bot = await ClientProcess.WithInputAsync("hi\n", format.Replace("{0}", $"[::1]:{six.Port}"), "--nick",
            "bot");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" PRIVMSG #lobby :hi");
        await bot.ExitsWithAsync(0);
    }

    [Fact]
    public async Task A_host_name_with_several_addresses_is_tried_through()
    {
        // localhost is IPv6 first on many machines; this server has IPv4 alone.
        await using ServerProcess server = await ServerProcess.StartAsync();

        await using ClientProcess bot = await ClientProcess.WithInputAsync("hi\n", $"localhost:{server.EndPoint.Port}", "--nick", "bot");

        await bot.ExitsWithAsync(0);
    }

    private static string[] Arguments(string subcommand, string address) => subcommand switch
    {
        "" => [address, "--nick", "bot"],
        "send" => ["send", address, "hi", "--nick", "bot"],
        _ => [subcommand, address, "--nick", "bot"],
    };
}
