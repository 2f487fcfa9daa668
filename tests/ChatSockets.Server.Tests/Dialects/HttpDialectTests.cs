using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Dialects;

public sealed class HttpDialectTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1", "200 OK")]
    [InlineData("POST /path HTTP/1.0", "405 Method Not Allowed")]
    [InlineData("OPTIONS * HTTP/1.1", "405 Method Not Allowed")]
    [InlineData("PRI * HTTP/2.0", "400 Bad Request")]
    [InlineData("NICK / HTTP/1.1", "400 Bad Request")]
    public async Task A_browser_is_told_so_in_its_own_language_and_nothing_it_sends_is_obeyed(string request, string status)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient browser = await chat.ConnectAsync();
        await browser.SendAsync(request, "Host: localhost", "", "NICK evil", "USER evil 0 * :Evil", "JOIN #room", "PRIVMSG #room :Hello");
        (await browser.NextAsync()).Should().Be($"HTTP/1.1 {status}");
        (await browser.NextAsync()).Should().StartWith("Content-Type: text/");
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 1, "the browser's connection to end");
        (await alice.AskAsync("ISON evil")).Should().Equal(":chat.local 303 alice :");
    }

    [Fact]
    public async Task A_client_that_has_begun_may_talk_about_http()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("PRIVMSG #room :GET / HTTP/1.1");
        (await bob.SyncAsync()).Should().ContainSingle();
    }
}
