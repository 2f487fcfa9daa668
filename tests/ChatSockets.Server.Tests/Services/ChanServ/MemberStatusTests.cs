using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class MemberStatusTests
{
    [Theory]
    [InlineData("OP", "+o")]
    [InlineData("VOICE", "+v")]
    public async Task Who_is_on_the_list_gives_and_takes_a_status_from_outside_too(string command, string mode)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.JoinAsync("bob");
        await alice.AskAsync("PART #room");
        await bob.SyncAsync();
        (await alice.AskChanServAsync($"{command} #room bob")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().Equal($":chat.local MODE #room {mode} bob");
        (await alice.AskChanServAsync($"DE{command} #room bob")).Should().BeEmpty();
        (await bob.SyncAsync()).Should().Equal($":chat.local MODE #room -{mode[1]} bob");
    }

    [Fact]
    public async Task Without_a_nickname_one_is_meant_oneself()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice");
        (await alice.AskChanServAsync("DEOP #room")).Should().Equal(":chat.local MODE #room -o alice");
        (await alice.AskChanServAsync("DEOP #room")).Should().Equal(ChanServSays("alice", "You are not operator in #room."));
        (await alice.AskChanServAsync("OP #room")).Should().Equal(":chat.local MODE #room +o alice");
        (await alice.AskChanServAsync("OP #room")).Should().Equal(ChanServSays("alice", "You are operator in #room already."));
        await alice.AskAsync("PART #room");
        (await alice.AskChanServAsync("OP #room")).Should().Equal(ChanServSays("alice", "You are not in #room."));
        (await alice.AskChanServAsync("OP #room bob")).Should().Equal(ChanServSays("alice", "bob is not in #room."));
    }

    [Fact]
    public async Task It_takes_the_status_that_gives_it_and_acts_on_nobody_higher()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob"),
            carol = await chat.WithAccountAsync("carol");
        await chat.JoinAsync("dave");
        await alice.AskChanServAsync("ACCESS #room ADD bob operator");
        await alice.AskChanServAsync("ACCESS #room ADD carol half-operator");
        (await bob.AskChanServAsync("DEOP #room alice")).Should()
            .Equal(ChanServSays("bob", "alice is founder in #room: that is too high for you."));
        (await carol.AskChanServAsync("OP #room dave")).Should().Equal(
            ChanServSays("carol", "For that your account must be operator of #room or higher. Who is: /msg ChanServ INFO #room"));
        await carol.AskChanServAsync("VOICE #room dave");
        (await alice.SyncAsync())[^1].Should().Be(":chat.local MODE #room +v dave");
    }
}
