using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

public sealed class BurstTests
{
    [Fact]
    public async Task More_lines_than_a_burst_holds_arrive_all_and_in_order()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("echo-message", "message-tags server-time");
        string[] expected = [.. Enumerable.Range(0, 1000).Select(i => $":{Source("alice")} PRIVMSG #room :{i}")];
        (await alice.AskAsync([.. Enumerable.Range(0, 1000).Select(i => $"PRIVMSG #room :{i}")])).Should().Equal(expected);
        IReadOnlyList<string> heard = await bob.SyncAsync();
        heard.Select(Untagged).Should().Equal(expected);
        heard.Select(line => Tag(line, "msgid")).Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Each_line_keeps_its_own_tags()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags");
        TestClient plain = await chat.JoinAsync("plain");
        await bob.SyncAsync();
        await alice.SyncAsync();
        await alice.AskAsync("@+a=1 PRIVMSG #room :one", "PRIVMSG #room :two", "@+typing=done TAGMSG #room",
            "@+a=3;+b PRIVMSG #room :three");
        (await bob.SyncAsync()).Select(line => string.Join(' ', TagKeys(line).Skip(1)) + "|" + Tag(line, "+a"))
            .Should().Equal("+a|1", "|", "+typing|", "+a +b|3");
        (await plain.SyncAsync()).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :one", $":{Source("alice")} PRIVMSG #room :two", $":{Source("alice")} PRIVMSG #room :three");
    }

    [Fact]
    public async Task Each_refused_line_is_answered_and_a_notice_is_not()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("PRIVMSG #room :one", "NOTICE #room :two", "PRIVMSG #room :three")).Should().HaveCount(2)
            .And.OnlyContain(line => line.StartsWith(":chat.local 404 carol #room :", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_said_before_the_connection_ended_is_said()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.SendAsync("PRIVMSG #room :one", "PRIVMSG #room :two");
        alice.ShutdownSend();
        (await bob.NextAsync()).Should().Be($":{Source("alice")} PRIVMSG #room :one");
        (await bob.NextAsync()).Should().Be($":{Source("alice")} PRIVMSG #room :two");
        (await bob.NextAsync()).Should().Be($":{Source("alice")} QUIT :Connection closed");
    }
}
