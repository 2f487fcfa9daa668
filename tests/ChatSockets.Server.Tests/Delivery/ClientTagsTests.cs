using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

[Specification("IRCv3 message-tags", "Client-only tags")]
public sealed class ClientTagsTests
{
    private const string Caps = "message-tags echo-message";

    // Every tag wherever it may stand; the values as they are on the wire.
    public static TheoryData<string, string> Messages => new()
    {
        { "+typing=active", "TAGMSG #room" },
        { "+typing=paused", "TAGMSG bob" },
        { "+typing=done", "TAGMSG @#room" },
        { "+reply=abc123", "PRIVMSG #room :x" },
        { "+draft/reply=abc123", "NOTICE #room :x" },
        { "+draft/reply=abc123", "PRIVMSG bob :x" },
        { "+reply=abc123;+draft/react=👋", "TAGMSG #room" },
        { @"+draft/reply=abc123;+draft/react=:)\:\s", "TAGMSG bob" },
        { "+reply=abc123;+draft/react=lol", "PRIVMSG #room :lol" },
        { "+reply=abc123;+draft/unreact=👋", "TAGMSG #room" },
        { "+reply=abc123;+draft/unreact=👋", "TAGMSG @#room" },
        { "+channel-context=#room", "PRIVMSG bob :x" },
        { "+channel-context=#room", "NOTICE bob :x" },
        { "+draft/channel-context=#room", "NOTICE bob :x" },
        { "+vendor.example/any-thing", "PRIVMSG @#room :x" },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    [Specification("IRCv3 typing", "Format")]
    [Specification("IRCv3 reply", "Format")]
    [Specification("IRCv3 react", "Format")]
    [Specification("IRCv3 channel-context", "Format")]
    public async Task They_go_to_whoever_reads_tags_as_they_came(string tags, string message)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient plain = await chat.JoinAsync("plain", caps: "server-time");
        await alice.AskAsync("MODE #room +oo bob plain");
        await bob.SyncAsync();
        await plain.SyncAsync();
        string echo = (await alice.AskAsync($"@time=x;{tags};account=mallory {message}")).Should().ContainSingle().Which;
        WithoutMessageId(echo).Should().Be($"@{tags} :{Source("alice")} {message}");
        (await bob.SyncAsync()).Should().Equal(echo);
        IReadOnlyList<string> heard = await plain.SyncAsync();
        heard.Select(Untagged).Should().Equal(message.Contains("bob", StringComparison.Ordinal)
            || message.StartsWith("TAGMSG", StringComparison.Ordinal) ? [] : [$":{Source("alice")} {message}"]);
        heard.SelectMany(TagKeys).Should().NotContain(key => key != "time");
    }

    [Theory]
    [InlineData("PRIVMSG #room :x")]
    [InlineData("TAGMSG #room")]
    [InlineData("NOTICE bob :x")]
    [Specification("IRCv3 message-tags", "Size limit")]
    public async Task All_4094_bytes_of_them_are_relayed_and_one_more_answers_417(string message)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags server-time account-tag");
        string tags = "+draft/x=".PadRight(4094, 'y');
        (await alice.AskAsync($"@{tags}y {message}", $"@{tags} {message}")).Should()
            .Equal(":chat.local 417 alice :Input line was too long");
        string line = (await bob.SyncAsync()).Should().ContainSingle().Which;
        Tag(line, "+draft/x").Should().Be(new string('y', 4094 - "+draft/x=".Length));
        Untagged(line).Should().Be($":{Source("alice")} {message}");
    }

    [Theory]
    [InlineData("+a=1;+b;+a=2", "+b;+a=2")]
    [InlineData("+a;+a;+a", "+a")]
    [InlineData("+a=1;a=2;+A=3;+a=", "+A=3;+a")]
    [Specification("IRCv3 message-tags", "Format")]
    public async Task A_key_that_comes_twice_is_relayed_once_with_its_last_value(string sent, string relayed)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags");
        (await alice.AskAsync($"@{sent} PRIVMSG #room :x", $"@{sent} TAGMSG bob")).Should().BeEmpty();
        (await bob.SyncAsync()).Select(WithoutMessageId).Should().Equal(
            $"@{relayed} :{Source("alice")} PRIVMSG #room :x", $"@{relayed} :{Source("alice")} TAGMSG bob");
    }

    [Fact]
    [Specification("IRCv3 message-tags", "Rejecting specific client-only tags")]
    public async Task No_tag_is_denied_so_that_there_is_no_such_token()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("NICK alice", "USER alice 0 * :Alice");
        (await client.SyncAsync()).Should().Contain(line => line.StartsWith(":chat.local 005 ", StringComparison.Ordinal))
            .And.NotContain(line => line.Contains("CLIENTTAGDENY", StringComparison.Ordinal));
    }
}
