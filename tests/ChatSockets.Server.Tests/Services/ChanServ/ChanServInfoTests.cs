using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class ChanServInfoTests
{
    [Fact]
    public async Task Everybody_learns_whose_it_is_and_the_key_only_those_who_may_let_in()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice", "#Room"), bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MODE #room +k secret");
        (await bob.AskChanServAsync("INFO #room")).Should().Equal(ChanServSays(
            "bob", $"#Room, registered {chat.Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC. Its founder is alice.", "Its modes are +ntk *.",
                "Messages there are stored as long as the server stores any."));
        (await alice.AskChanServAsync("INFO #room")).Should().Equal(ChanServSays(
            "alice",
            $"#Room, registered {chat.Clock.GetUtcNow():yyyy-MM-dd HH:mm:ss} UTC. Its founder is alice.",
            "Its modes are +ntk secret.",
            "Messages there are stored as long as the server stores any.",
            "You are founder there. Who else is anything: /msg ChanServ ACCESS #room LIST"));
    }

    [Fact]
    public async Task A_secret_room_is_none_for_those_who_have_nothing_to_do_with_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await alice.AskAsync("MODE #room +s");
        (await bob.AskChanServAsync("INFO #room")).Should().Equal(ChanServSays("bob", "There is no registered room #room."));
        (await bob.AskChanServAsync("INFO room")).Should().Equal(ChanServSays("bob", "There is no registered room room."));
        await alice.AskChanServAsync("ACCESS #room ADD bob voice");
        (await bob.AskChanServAsync("INFO #room")).Should().HaveCount(4);
    }

    [Fact]
    public async Task List_has_the_rooms_in_which_one_has_a_status()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithRoomAsync("bob", "#bobs");
        await alice.AskChanServAsync("ACCESS #room ADD bob half-operator");
        (await bob.AskChanServAsync("LIST")).Should().Equal(ChanServSays("bob", "#bobs (founder)", "#room (half-operator)"));
        TestClient carol = await chat.WithAccountAsync("carol");
        (await carol.AskChanServAsync("LIST")).Should().Equal(
            ChanServSays("carol", "You have no room. To make one last that you are the founder of: /msg ChanServ REGISTER <room>"));
    }
}
