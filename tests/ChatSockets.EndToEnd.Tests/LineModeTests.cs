using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>Somebody with nothing but <c>nc</c> or <c>telnet</c>, and a browser, at the same port.</summary>
public sealed class LineModeTests
{
    [Fact]
    public async Task Who_is_silent_is_greeted_and_asked_for_a_name_and_can_talk()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient dave = await LineClient.ConnectAsync(server.EndPoint, "dave");

        await dave.HearAsync("Welcome to ChatSockets");
        await dave.HearAsync("What is your name?");
        await dave.SayAsync("dave");
        await dave.HearAsync("/help");
        await alice.HearAsync(":dave!");
        await dave.SayAsync("hello everybody");
        (await alice.HearAsync("PRIVMSG")).Should().StartWith(":dave!").And.EndWith(" PRIVMSG #lobby :hello everybody");
        await alice.SayAsync("PRIVMSG #lobby :hello dave");

        (await dave.HearAsync("hello dave")).Should().MatchRegex(@"^\d\d:\d\d <alice> hello dave$");
    }

    [Fact]
    public async Task Who_is_silent_may_still_be_an_IRC_client()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient slow = await LineClient.ConnectAsync(server.EndPoint, "slow");
        await slow.HearAsync("What is your name?");

        await slow.SayAsync("NICK slow", "USER slow 0 * :slow");

        await slow.HearAsync(" 001 slow ");
    }

    [Fact]
    public async Task A_name_that_is_taken_or_impossible_is_asked_for_again()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient dave = await LineClient.ConnectAsync(server.EndPoint, "dave");

        await dave.SayAsync("my name is dave!");
        await dave.HearAsync("What is your name?");
        await dave.SayAsync("alice");
        await dave.HearAsync("another name");
        await dave.SayAsync("dave");

        await dave.HearAsync("-- In #lobby:");
    }

    [Fact]
    public async Task Two_people_in_a_room_of_their_own_are_heard_there_and_not_in_the_lobby()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient dave = await LineClient.TypeAsync(server.EndPoint, "dave");
        await using LineClient erin = await LineClient.TypeAsync(server.EndPoint, "erin");
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await dave.SayAsync("/join garden");
        await dave.HearAsync("-- In #garden:");
        await erin.SayAsync("/join #garden");
        await erin.HearAsync("-- In #garden:");
        await dave.SayAsync("lovely roses");
        (await erin.HearAsync("roses")).Should().Contain("#garden <dave> lovely roses");
        await erin.SayAsync("/me nods");
        await dave.HearAsync("#garden * erin nods");

        await alice.SyncAsync();
        alice.Heard.Lines.Should().NotContain(line => line.Contains("roses") || line.Contains("nods"));
    }

    [Fact]
    public async Task Telnets_own_bytes_never_reach_the_chat()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient dave = await LineClient.ConnectAsync(server.EndPoint, "dave");

        // IAC DO SUPPRESS-GO-AHEAD, IAC SB TERMINAL-TYPE IS xterm IAC SE, and RFC 854's line ends.
        await dave.SendAsync(new byte[] { 255, 253, 3, 255, 250, 24, 0, (byte)'x', (byte)'t', 255, 240 });
        await dave.SendAsync("dave\r\0"u8.ToArray());
        await dave.HearAsync("-- In #lobby:");
        await dave.SendAsync((byte[])[.. "hel"u8, 255, 241, .. "lo\r\n"u8]);

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" PRIVMSG #lobby :hello");
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", "200 OK")]
    [InlineData(
        "POST /NICK HTTP/1.1\r\nHost: localhost\r\nContent-Length: 60\r\n\r\nNICK evil\r\nUSER evil 0 * :evil\r\nJOIN #lobby\r\nPRIVMSG "
            + "#lobby :spam\r\n", "405 Method Not Allowed")]
    public async Task A_browser_is_answered_in_its_own_language_and_cannot_speak_IRC(string request, string status)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient browser = await LineClient.ConnectAsync(server.EndPoint, "browser");

        await browser.SendAsync(System.Text.Encoding.ASCII.GetBytes(request));

        await browser.HearAsync($"HTTP/1.1 {status}");
        await browser.Heard.EndAsync();
        await alice.SyncAsync();
        alice.Heard.Lines.Should().NotContain(line => line.Contains("evil"));
    }
}
