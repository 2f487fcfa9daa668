using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 webirc", "Format")]
public sealed class WebircTests
{
    [Theory]
    [InlineData("host.example.org 192.0.2.7", "host.example.org", "192.0.2.7")]
    [InlineData("192.0.2.7 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("0::1 0::1", "0::1", "0::1")]
    [InlineData("x 2001:db8:0:0::7", "x", "2001:db8::7")]
    [InlineData("x 0::ffff:192.0.2.7", "x", "192.0.2.7")]
    [InlineData("10.0.0.1 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("-x.org 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("x..org 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("x.org. 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("a!b@c 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890.org 192.0.2.7", "192.0.2.7", "192.0.2.7")]
    [InlineData("a2345678901234567890123456789012345678901234567890123456789.org 192.0.2.7",
        "a2345678901234567890123456789012345678901234567890123456789.org", "192.0.2.7")]
    public async Task A_gateways_user_has_the_host_and_address_that_it_tells(string parameters, string host, string address)
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        (await bob.AskAsync($"WEBIRC secret web {parameters}", "NICK bob", "USER bob 0 * :Bob", "JOIN #room"))
            .Should().Contain($":bob!~bob@{host} JOIN #room");
        Core.State.User user = chat.User("bob");
        user.Address.Should().Equal(Utf8(address));
        user.IPAddress.Should().Be(IPAddress.Parse(address));
        user.RealSource.Should().Equal(Utf8($"bob!~bob@{address}"));
    }

    [Theory]
    [InlineData(":secure", true)]
    [InlineData("secure", true)]
    [InlineData(":local-port=6697 secure=yes remote-port=21726", true)]
    [InlineData(":local-port=6697 insecure", false)]
    [InlineData(":Secure", false)]
    [InlineData("", false)]
    public async Task That_the_way_to_the_gateway_is_encrypted_is_noted(string options, bool isSecure)
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync($"WEBIRC secret web 192.0.2.7 192.0.2.7 {options}", "NICK bob", "USER bob 0 * :Bob");
        chat.User("bob").Sessions[0].IsSecure.Should().Be(isSecure);
    }

    [Fact]
    public async Task Capabilities_are_negotiated_after_it()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        (await bob.AskAsync("WEBIRC secret web 192.0.2.7 192.0.2.7", "CAP REQ batch")).Should().Equal(":chat.local CAP * ACK :batch");
    }

    [Theory]
    [Specification("IRCv3 webirc", "Security Considerations")]
    [InlineData("WEBIRC wrong web x 192.0.2.7", "Invalid WebIRC password")]
    [InlineData("WEBIRC secret web x nonsense", "WEBIRC takes the user's IP address")]
    [InlineData("WEBIRC secret web x 7", "WEBIRC takes the user's IP address")]
    public async Task A_wrong_password_or_address_ends_the_connection_and_is_logged(string line, string why)
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync(line);
        (await bob.ReadToEndAsync()).Should().Equal($"ERROR :Closing Link: 127.0.0.1 ({why})");
        chat.Log.Lines.Should().ContainSingle(entry => entry.TrimEnd() == $"Warning: WEBIRC from \"127.0.0.1\" was refused: \"{why}\"");
    }

    [Fact]
    [Specification("IRCv3 webirc", "Security Considerations")]
    public async Task Who_is_no_gateway_is_disconnected()
    {
        await using Chat chat = await StartAsync("10.0.0.0/8");
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("WEBIRC secret web x 192.0.2.7");
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (You may not use WEBIRC)");
    }

    [Theory]
    [InlineData("NICK bob")]
    [InlineData("CAP LS 302")]
    [InlineData("WEBIRC secret web 192.0.2.8 192.0.2.8")]
    public async Task It_must_be_the_first_command(string before)
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync(before, "WEBIRC secret web x 192.0.2.7");
        (await bob.ReadToEndAsync())[^1].Should().EndWith("(WEBIRC must be the first command)");
    }

    [Fact]
    public async Task Once_registered_it_answers_462()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("WEBIRC secret web x 192.0.2.7")).Should().Equal(":chat.local 462 bob :You may not reregister");
    }

    [Fact]
    public async Task A_ban_of_the_told_address_counts()
    {
        await using Chat chat = await StartAsync();
        chat.Server.Context.Bans.Add(Core.Bans.ServerBan.OfNetwork(Utf8("192.0.2.7"), out _)! with { Reason = "Spam" });
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("WEBIRC secret web x 192.0.2.7");
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: x (You are banned from this server: Spam)");
        TestClient carol = await chat.ConnectAsync();
        (await carol.AskAsync("WEBIRC secret web x 192.0.2.8")).Should().BeEmpty();
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task The_limits_of_the_told_address_count_and_not_those_of_the_gateway()
    {
        await using Chat chat = await StartAsync(change: options => options with { MaximumConnectionsPerAddress = 1 });
        TestClient first = await chat.ConnectAsync(), second = await chat.ConnectAsync(), third = await chat.ConnectAsync();
        (await first.AskAsync("WEBIRC secret web x 192.0.2.7")).Should().BeEmpty();
        (await second.AskAsync("WEBIRC secret web x 192.0.2.8")).Should().BeEmpty();
        await third.SendAsync("WEBIRC secret web x 192.0.2.7");
        (await third.ReadToEndAsync()).Should().ContainSingle().Which.Should().Contain("Too many connections from your address");
    }

    private static Task<Chat> StartAsync(string from = "127.0.0.0/8", Func<ServerOptions, ServerOptions>? change = null) =>
        Chat.StartAsync(options =>
        (change ?? (same => same))(options with
        {
            WebGateways = [new WebGateway { Name = "web", Password = OperatorChat.Secret, Addresses = [IPNetwork.Parse(from)] }],
        }));

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_guesses_must_wait_and_the_right_password_must_wait_too()
    {
        await using Chat chat = await StartAsync(change: options => options with { LoginAttempts = 1 });
        (await RefusedAsync(chat, "wrong")).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Invalid WebIRC password)");
        const string Wait = "ERROR :Closing Link: 127.0.0.1 (Too many wrong passwords from your address: try again in 60 seconds)";
        (await RefusedAsync(chat, "wrong")).Should().Equal(Wait);
        (await RefusedAsync(chat, "secret")).Should().Equal(Wait);
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; i < 3; i++) (await (await chat.ConnectAsync()).AskAsync("WEBIRC secret web x 192.0.2.8")).Should().BeEmpty();
    }

    private static async Task<IReadOnlyList<string>> RefusedAsync(Chat chat, string password)
    {
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync($"WEBIRC {password} web x 192.0.2.7");
        return await client.ReadToEndAsync();
    }
}
