using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 message-tags", "The TAGMSG tag-only message")]
public sealed class TagmsgTests
{
    [Fact]
    public async Task It_reaches_those_who_read_tags_and_nobody_else()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags", "message-tags");
        TestClient carol = await chat.JoinAsync("carol", caps: "server-time");
        TestClient dave = await chat.JoinAsync("dave");
        await bob.SyncAsync();
        await carol.SyncAsync();
        await alice.SyncAsync();
        (await alice.AskAsync("@+typing=active TAGMSG #ROOM")).Should().BeEmpty();
        string line = (await bob.SyncAsync()).Should().ContainSingle().Which;
        Untagged(line).Should().Be($":{Source("alice")} TAGMSG #room");
        Tag(line, "+typing").Should().Be("active");
        Tag(line, "msgid").Should().NotBeNullOrEmpty();
        (await carol.SyncAsync()).Should().BeEmpty();
        (await dave.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task It_reaches_a_user_and_is_echoed()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags echo-message", "message-tags");
        await bob.AskAsync("AWAY :Out");
        IReadOnlyList<string> echo = await alice.AskAsync("@+typing=active TAGMSG bob");
        echo.Should().ContainSingle().Which.Should().EndWith($" :{Source("alice")} TAGMSG bob");
        (await bob.SyncAsync()).Should().Equal(echo);
    }

    [Fact]
    public async Task To_a_user_who_reads_no_tags_it_says_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("message-tags");
        (await alice.AskAsync("@+typing=active TAGMSG bob")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_capability_it_is_an_unknown_command()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        (await alice.AskAsync("@+typing=active TAGMSG #room")).Should().Equal(":chat.local 421 alice TAGMSG :Unknown command");
    }

    [Theory]
    [InlineData("TAGMSG", "411 alice :No recipient given (TAGMSG)")]
    [InlineData("TAGMSG nobody", "401 alice nobody :No such nickname")]
    [InlineData("TAGMSG #nowhere", "403 alice #nowhere :No such channel")]
    [InlineData("TAGMSG alice,#a,#b,#c,#d", "407 alice TAGMSG :Too many targets in one command")]
    public async Task What_cannot_be_delivered_is_answered(string line, string reply)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "message-tags");
        (await alice.AskAsync($"@+typing=active {line}"))[^1].Should().Be($":chat.local {reply}");
    }

    [Fact]
    public async Task Where_one_may_not_speak_one_may_not_type_either()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol", "message-tags");
        (await carol.AskAsync("@+typing=active TAGMSG #room")).Should().ContainSingle().Which
            .Should().StartWith(":chat.local 404 carol #room ");
    }
}
