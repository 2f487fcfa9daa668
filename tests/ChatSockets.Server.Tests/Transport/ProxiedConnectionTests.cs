using System.Net;
using System.Text;
using ChatSockets.Core.Bans;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Transport;

/// <summary>"The PROXY protocol" (HAProxy), section 2: a receiver that is set up for it takes nothing else.</summary>
public sealed class ProxiedConnectionTests
{
    private const string Header = "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443";

    [Fact]
    public async Task The_address_of_the_header_is_the_connections()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync(Header, "NICK bob", "USER bob 0 * :Bob");
        chat.User("bob").IPAddress.Should().Be(IPAddress.Parse("192.0.2.7"));
        chat.User("bob").RealSource.Should().Equal(Encoding.ASCII.GetBytes("bob!~bob@192.0.2.7"));
    }

    [Fact]
    public async Task A_header_may_come_byte_by_byte()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        foreach (char letter in Header + "\r\nNICK bob\r\n") await bob.SendBytesAsync(new byte[] { (byte)letter });
        await bob.AskAsync("USER bob 0 * :Bob");
        chat.User("bob").IPAddress.Should().Be(IPAddress.Parse("192.0.2.7"));
    }

    [Theory]
    [InlineData("PROXY UNKNOWN\r\n")]
    [InlineData("\r\n\r\n\0\r\nQUIT\n\u0020\0\0\0")]
    public async Task A_proxy_that_speaks_for_itself_has_its_own_address(string header)
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.SendBytesAsync(Encoding.Latin1.GetBytes(header));
        await bob.AskAsync("NICK bob", "USER bob 0 * :Bob");
        chat.User("bob").IPAddress.Should().Be(IPAddress.Loopback);
    }

    [Fact]
    public async Task A_proxy_without_a_header_is_refused_and_the_log_says_what_to_do()
    {
        await using Chat chat = await StartAsync();
        TestClient bob = await chat.ConnectAsync();
        await bob.SendAsync("NICK bob");
        (await bob.ReadToEndAsync()).Should().ContainSingle(line => line.Contains("A PROXY header is expected", StringComparison.Ordinal));
        chat.Log.Lines.Should().ContainSingle(line => line.Contains("set its send-proxy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_header_from_anybody_else_is_no_command()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { ProxyNetworks = [IPNetwork.Parse("192.0.2.0/24")] });
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("CAP LS", Header, "CAP END", "NICK bob", "USER bob 0 * :Bob");
        chat.User("bob").IPAddress.Should().Be(IPAddress.Loopback);
    }

    [Fact]
    public async Task A_header_that_does_not_come_in_time_ends_the_connection()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync(Proxied);
        TestClient bob = await chat.ConnectAsync();
        await bob.SendBytesAsync("PROXY "u8.ToArray());
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the connection");
        await Waiting.UntilAsync(() =>
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            return chat.Server.ConnectionCount == 0;
        }, "it to be gone");
        (chat.Clock.GetUtcNow() - chat.Server.Context.Started).Should().BeGreaterThan(chat.Options.HandshakeTimeout);
    }

    [Fact]
    public async Task Bans_and_limits_go_by_the_address_of_the_header_and_not_by_the_proxys()
    {
        await using Chat chat = await Chat.StartAsync(options => Proxied(options) with
        {
            ExemptNetworks = [],
            MaximumConnectionsPerAddress = 1,
        });
        TestClient first = await chat.ConnectAsync(), other = await chat.ConnectAsync(), same = await chat.ConnectAsync();
        await first.AskAsync(Header, "CAP LS");
        await other.AskAsync("PROXY TCP4 192.0.2.8 192.0.2.1 56324 443", "CAP LS");
        await same.SendAsync(Header);
        (await same.ReadToEndAsync()).Should().ContainSingle(line => line.Contains("Too many connections from your address",
            StringComparison.Ordinal));

        chat.Server.Context.Bans.Add(ServerBan.OfNetwork("198.51.100.0/24"u8, out _)! with { Reason = "Spam" });
        TestClient banned = await chat.ConnectAsync();
        await banned.SendAsync("PROXY TCP4 198.51.100.1 192.0.2.1 56324 443");
        (await banned.ReadToEndAsync()).Should().ContainSingle(line => line.Contains("Spam", StringComparison.Ordinal));
    }

    private static ServerOptions Proxied(ServerOptions options) => options with { ProxyNetworks = [IPNetwork.Parse("127.0.0.0/8")] };

    private static Task<Chat> StartAsync() => Chat.StartAsync(Proxied);
}
