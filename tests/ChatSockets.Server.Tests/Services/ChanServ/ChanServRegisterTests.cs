using ChatSockets.Core.Services.ChanServ;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

[Specification("ChatSockets", "Manual, Rooms that stay")]
public sealed class ChanServRegisterTests
{
    [Fact]
    public async Task An_operator_registers_a_room_once_and_is_its_founder_from_then_on()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskAsync("JOIN #room");
        TestClient bob = await chat.JoinAsync("bob");
        await alice.AskAsync("MODE #room +o bob");
        await bob.SyncAsync();
        (await alice.AskChanServAsync("REGISTER #room")).Should().Equal(
            [":chat.local MODE #room +q alice", .. ChanServSays(
                "alice",
                "#room is registered, and yours: alice is its founder from now on, whenever you log in and enter it.",
                "Others who are to look after it: /msg ChanServ ACCESS #room ADD <account> operator")]);
        (await bob.AskAsync("KICK #room alice")).Should().Equal(
            ":chat.local MODE #room +q alice", ":chat.local 482 bob #room :Your status is too low: alice is a channel founder");
        (await alice.AskChanServAsync("REGISTER #ROOM")).Should()
            .Equal(ChanServSays("alice", "#ROOM is registered already: its founder is alice."));
    }

    [Fact]
    public async Task Nobody_else_does()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await alice.AskChanServAsync("REGISTER #room")).Should()
            .Equal(ChanServSays("alice", "You must be logged in for that: /msg NickServ IDENTIFY <account> <password>"));
        await bob.AskAsync($"REGISTER * * {Password}");
        (await bob.AskChanServAsync("REGISTER #room")).Should()
            .Equal(ChanServSays("bob", "Only an operator of #room (@) can register it."));
        (await bob.AskChanServAsync("REGISTER #nowhere")).Should()
            .Equal(ChanServSays("bob", "You are not in #nowhere. Enter it first: /join #nowhere"));
        (await bob.AskChanServAsync("REGISTER")).Should().Equal(ChanServSays("bob", "That goes like this: /msg ChanServ REGISTER <room>"));
        (await bob.AskChanServAsync("INFO #room")).Should().Equal(ChanServSays("bob", "There is no registered room #room."));
    }

    [Fact]
    public async Task An_account_has_so_many_rooms_and_no_more()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerAccount = 1 });
        TestClient alice = await chat.WithRoomAsync("alice", "#one");
        await alice.AskAsync("JOIN #two");
        (await alice.AskChanServAsync("REGISTER #two")).Should()
            .Equal(ChanServSays("alice", "You have 1 rooms, and more are not possible. Which: /msg ChanServ LIST"));
    }

    [Fact]
    public async Task The_lobby_is_registered_by_those_only_who_look_after_the_server()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice");
        await alice.AskAsync("JOIN #lobby");
        (await alice.AskChanServAsync("REGISTER #lobby")).Should().Equal(
            ChanServSays("alice", "#lobby is everybody's. Only those who look after this server can register it."));
        chat.MakeOperator("alice");
        (await alice.AskChanServAsync("REGISTER #lobby"))[1].Should().Contain("#lobby is registered, and yours");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task Two_rooms_at_once_are_both_counted()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerAccount = 1 });
        TestClient alice = await chat.WithAccountAsync("alice"), second = await chat.LoggedInAsync("alice");
        await alice.AskAsync("JOIN #one", "JOIN #two");
        await second.SyncAsync();
        using var stop = new StopAt(chat, RoomCall.AccountLookedAt);
        await alice.SendAsync("PRIVMSG ChanServ :REGISTER #one");
        await stop.ReachedAsync();
        await second.AskChanServAsync("REGISTER #two");
        stop.Release();
        (await alice.SyncAsync()).Should().Equal(
            [":chat.local MODE #two +q alice",
                .. ChanServSays("alice", "You have 1 rooms, and more are not possible. Which: /msg ChanServ LIST")]);
        chat.Server.Context.Rooms.Registry.RoomsOf("alice"u8.ToArray()).Should().ContainSingle();
    }
}
