using System.Net.WebSockets;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Web;

[Specification("IRCv3 websocket", "WebSocket features and encoding")]
public sealed class WebSocketTests
{
    [Theory]
    [InlineData("ws")]
    [InlineData("wss")]
    public async Task A_page_and_a_client_are_in_one_room(string scheme)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        using WebClient page = await WebClient.ConnectAsync(chat.Server.EndPoints[0], scheme, "", "text.ircv3.net");
        page.Protocol.Should().Be("text.ircv3.net");
        await page.JoinAsync("page", caps: "echo-message");
        await alice.ExpectAsync($":{Source("page")} JOIN #room");
        await alice.SendAsync("PRIVMSG #room :hello");
        (await page.NextAsync()).Should().Be($":{Source("alice")} PRIVMSG #room :hello");
        await page.SendAsync($"PRIVMSG #room :{new string('x', 300)}");
        await alice.ExpectAsync($":{Source("page")} PRIVMSG #room :{new string('x', 300)}");
        (await page.NextAsync()).Should().Be($":{Source("page")} PRIVMSG #room :{new string('x', 300)}");
        (await alice.AskAsync("WHOIS page")).Any(line => line.Contains(" 671 ", StringComparison.Ordinal)).Should().Be(scheme == "wss");
        await page.SendAsync("QUIT :bye");
        await page.ExpectAsync("ERROR :Closing Link: 127.0.0.1 (Quit: bye)");
        (await page.NextAsync()).Should().BeNull();
        page.Closed.Should().Be(WebSocketCloseStatus.NormalClosure);
    }

    [Theory]
    [InlineData("text.ircv3.net", WebSocketMessageType.Text, new[] { "text.ircv3.net", "binary.ircv3.net" })]
    [InlineData("binary.ircv3.net", WebSocketMessageType.Binary, new[] { "binary.ircv3.net", "text.ircv3.net" })]
    [InlineData("text.ircv3.net", WebSocketMessageType.Text, new[] { "other", "text.ircv3.net" })]
    [InlineData(null, WebSocketMessageType.Text, new string[] { })]
    public async Task The_client_s_preference_decides_the_kind(string? protocol, WebSocketMessageType kind, string[] asked)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        using WebClient page = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", asked);
        page.Protocol.Should().Be(protocol);
        await page.JoinAsync("page");
        page.Kind.Should().Be(kind);
        await alice.SendAsync("PRIVMSG #room :hello");
        await page.ExpectAsync("PRIVMSG #room :hello");
        page.Kind.Should().Be(kind);
    }

    [Fact]
    public async Task Readers_of_every_kind_hear_one_line_in_their_own_form()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient tagged = await chat.JoinAsync("tagged", caps: "message-tags server-time");
        using WebClient one = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", "text.ircv3.net");
        using WebClient two = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", "text.ircv3.net");
        using WebClient three = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", "binary.ircv3.net");
        await one.JoinAsync("one", caps: "message-tags server-time");
        await two.JoinAsync("two");
        await three.JoinAsync("three", caps: "message-tags server-time");
        await alice.SendAsync("PRIVMSG #room :for all", "PRIVMSG #room :again");
        string line = await tagged.ExpectAsync("* PRIVMSG #room :for all");
        (await one.ExpectAsync("for all")).Should().Be(line);
        (await three.ExpectAsync("for all")).Should().Be(line);
        (await two.ExpectAsync("for all")).Should().Be($":{Source("alice")} PRIVMSG #room :for all");
        (await two.NextAsync()).Should().Be($":{Source("alice")} PRIVMSG #room :again");
    }

    [Fact]
    public async Task A_message_may_come_in_parts_and_be_too_long()
    {
        await using Chat chat = await Chat.StartAsync();
        using WebClient page = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", "text.ircv3.net");
        await page.JoinAsync("page");
        await page.SendPartAsync("PING one", isLast: false);
        await page.SendPartAsync("-", isLast: false);
        await page.SendPartAsync("two", isLast: true);
        (await page.NextAsync()).Should().Be(":chat.local PONG chat.local :one-two");
        // 510 bytes are a whole line, without its end; one more is too many.
        await page.SendAsync("PING " + new string('y', 505));
        (await page.NextAsync()).Should().Contain("PONG");
        await page.SendAsync("PING " + new string('y', 506));
        (await page.NextAsync()).Should().Contain(" 417 ");
        await page.SendAsync(new string('z', 100_000), "PING three");
        (await page.NextAsync()).Should().Contain(" 417 ");
        (await page.NextAsync()).Should().Contain("three");
    }

    [Theory]
    [InlineData("http://evil.example", false)]
    [InlineData("null", false)]
    [InlineData("https://good.example", true)]
    [InlineData("http://{0}", true)]
    public async Task A_page_of_another_site_may_not_connect_unless_it_is_named(string origin, bool mayConnect)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { WebOrigins = ["https://good.example"] });
        origin = origin.Replace("{0}", chat.Server.EndPoints[0].ToString(), StringComparison.Ordinal);
        Func<Task> connecting = async () => (await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", origin,
            "text.ircv3.net")).Dispose();
        if (mayConnect) await connecting.Should().NotThrowAsync();
        else await connecting.Should().ThrowAsync<WebSocketException>().WithMessage("*403*");
    }

    [Fact]
    public async Task Whoever_never_reads_is_dropped_and_the_others_miss_nothing()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { OutboxBytes = 64 * 1024, FloodBurst = 0 });
        TestClient alice = await chat.JoinAsync("alice");
        using WebClient silent = await WebClient.ConnectAsync(chat.Server.EndPoints[0], "ws", "", "text.ircv3.net");
        await silent.JoinAsync("silent");
        string text = new('x', 400);
        bool gone = false;
        for (int round = 0; round < 3000 && !gone; round++)
        {
            IReadOnlyList<string> heard = await alice.AskAsync([.. Enumerable.Range(0, 50).Select(i => $"PRIVMSG #room :{i} {text}")]);
            gone = heard.Any(line => line.Contains("QUIT :Send queue exceeded", StringComparison.Ordinal));
        }
        gone.Should().BeTrue();
    }

    [Theory]
    // Not masked; reserved bits; an unknown kind; a control frame in parts; a length of 2^63; text that is no UTF-8.
    [InlineData(new byte[] { 0x81, 0x04, (byte)'P', (byte)'I', (byte)'N', (byte)'G' })]
    [InlineData(new byte[] { 0xF1, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x83, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x09, 0x80, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x81, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0x81, 0x82, 0, 0, 0, 0, 0xC0, 0x80 })]
    public async Task A_frame_that_is_none_ends_the_connection_and_nothing_else(byte[] frame)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient raw = await chat.ConnectAsync();
        await raw.SendBytesAsync(
            ("GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"u8
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8).ToArray());
        // The example of RFC 6455.
        await raw.ExpectAsync("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        await raw.SendBytesAsync(frame);
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 0, "the connection to end");
    }
}
