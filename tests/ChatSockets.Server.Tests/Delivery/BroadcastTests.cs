using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

[Specification("IRCv3 message-tags", "message-tags capability")]
[Specification("IRCv3 server-time", "server-time Extension")]
[Specification("IRCv3 message-ids", "Tags")]
public sealed class BroadcastTests
{
    private const string Time = "2026-01-02T12:01:02.345Z";

    [Theory]
    [InlineData("", "")]
    [InlineData("echo-message multi-prefix cap-notify", "")]
    [InlineData("server-time", "time")]
    [InlineData("message-tags", "msgid +a +b +draft/c")]
    [InlineData("server-time message-tags", "time msgid +a +b +draft/c")]
    public async Task Each_reader_gets_the_tags_that_were_asked_for_and_of_the_senders_only_the_client_only_ones(string caps, string keys)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: caps);
        await alice.AskAsync(@"@time=1999-01-01T00:00:00.000Z;+a=1\s2\:3;msgid=mine;+b;label=7;+draft/c=;+ PRIVMSG #room :Hello");
        string line = (await bob.SyncAsync()).Should().ContainSingle().Which;
        Untagged(line).Should().Be($":{Source("alice")} PRIVMSG #room :Hello");
        string.Join(' ', TagKeys(line)).Should().Be(keys);
        if (keys.Contains("+a", StringComparison.Ordinal)) Tag(line, "+a").Should().Be(@"1\s2\:3");
        if (keys.Contains("time", StringComparison.Ordinal)) Tag(line, "time").Should().Be(Time);
        if (keys.Contains("msgid", StringComparison.Ordinal)) Tag(line, "msgid").Should().MatchRegex("^[0-9a-z]{20}$");
    }

    [Fact]
    public async Task Every_reader_of_one_message_sees_one_id_and_one_time()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags echo-message", "message-tags server-time");
        TestClient carol = await chat.JoinAsync("carol", caps: "server-time");
        await alice.SyncAsync();
        await bob.SyncAsync();
        string echo = (await alice.AskAsync("PRIVMSG #room :Hello")).Should().ContainSingle().Which;
        string toBob = (await bob.SyncAsync()).Should().ContainSingle().Which;
        string toCarol = (await carol.SyncAsync()).Should().ContainSingle().Which;
        Tag(toBob, "msgid").Should().Be(Tag(echo, "msgid"));
        Tag(toCarol, "time").Should().Be(Tag(toBob, "time"));
    }

    [Fact]
    public async Task Two_messages_have_two_ids_which_stand_in_their_order()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "message-tags");
        await alice.AskAsync([.. Enumerable.Range(0, 100).Select(i => $"PRIVMSG #room :{i}")]);
        (await bob.SyncAsync()).Select(line => Tag(line, "msgid"))
            .Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
    }

    [Fact]
    public async Task Whatever_happens_in_a_room_has_a_time()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(bobCaps: "server-time");
        await alice.AskAsync("TOPIC #room :T", "MODE #room +m", "NICK alice2", "PART #room", "JOIN #room", "PRIVMSG bob :x",
            "INVITE bob #room");
        IReadOnlyList<string> lines = await bob.SyncAsync();
        lines.Select(line => Untagged(line).Split(' ')[1]).Should().Equal("TOPIC", "MODE", "NICK", "PART", "JOIN", "PRIVMSG");
        lines.Should().OnlyContain(line => Tag(line, "time") == Time);
    }

    [Fact]
    public async Task The_servers_own_replies_have_a_time_too_and_the_clocks()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "server-time");
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        (await alice.AskAsync("NAMES #nowhere"))
            .Should().Equal("@time=2026-01-02T12:02:02.345Z :chat.local 366 alice #nowhere :End of /NAMES list");
    }

    [Fact]
    public async Task Capabilities_take_effect_with_the_next_message()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("CAP REQ server-time");
        await alice.AskAsync("PRIVMSG #room :one");
        TagKeys((await bob.SyncAsync()).Should().ContainSingle().Which).Should().Equal("time");
        await bob.AskAsync("CAP REQ -server-time");
        await alice.AskAsync("PRIVMSG #room :two");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :two");
    }
}
