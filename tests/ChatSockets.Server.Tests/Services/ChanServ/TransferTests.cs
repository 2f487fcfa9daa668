using ChatSockets.Core.Services.ChanServ;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.ChanServ;

public sealed class TransferTests
{
    [Fact]
    public async Task The_room_is_the_other_accounts_at_once_and_who_gave_it_is_admin()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        await bob.AskAsync("JOIN #room");
        await alice.SyncAsync();
        (await alice.AskChanServAsync("TRANSFER #room BOB")).Should().Equal(
            ":chat.local MODE #room -q+a alice alice", ":chat.local MODE #room +qo bob bob",
                ChanServSays("alice", "#room is bob's room from now on.")[0]);
        (await bob.SyncAsync()).Should().Equal(
            ":chat.local MODE #room -q+a alice alice",
            ":chat.local MODE #room +qo bob bob",
            ChanServSays("bob", "#room is your room from now on: alice has given it to you.")[0]);
        (await bob.AskChanServAsync("ACCESS #room LIST")).Should().Equal(ChanServSays("bob", "bob (founder)", "alice (admin)"));
        (await alice.AskChanServAsync("TRANSFER #room alice"))[0].Should().Contain("must be founder of #room");
    }

    [Fact]
    public async Task An_operator_of_the_server_does_it_for_others_who_are_told()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), carol = await chat.RegisterAsync("carol");
        await chat.WithAccountAsync("bob");
        (await carol.AskChanServAsync("TRANSFER #room bob"))[0].Should().Contain("must be founder of #room");
        chat.MakeOperator("carol");
        (await carol.AskChanServAsync("TRANSFER #room bob"))[^1].Should().Be(ChanServSays("carol", "#room is bob's room from now on.")[0]);
        (await alice.SyncAsync()).Should().Equal(
            ":chat.local MODE #room -q+a alice alice",
            ChanServSays("alice", "#room is bob's room from now on, and you are admin there: carol has done that.")[0]);
        chat.Log.Lines.Should().Contain(line => line.Contains("\"override ChanServ TRANSFER\" \"#room\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Not_to_nobody_and_not_to_who_has_enough()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumRoomsPerAccount = 1 });
        TestClient alice = await chat.WithRoomAsync("alice");
        await chat.WithRoomAsync("bob", "#bobs");
        (await alice.AskChanServAsync("TRANSFER #room nobody")).Should().Equal(ChanServSays("alice", "There is no account nobody."));
        (await alice.AskChanServAsync("TRANSFER #room bob")).Should()
            .Equal(ChanServSays("alice", "bob has 1 rooms, and more are not possible."));
        (await alice.AskChanServAsync("TRANSFER #room alice")).Should().Equal(ChanServSays("alice", "It is that account's room already."));
    }

    [Trait("Servers", "One")]
    [Theory]
    [InlineData("TRANSFER #room bob")]
    [InlineData("ACCESS #room ADD bob operator")]
    public async Task An_account_that_is_dropped_meanwhile_gets_nothing(string command)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice"), bob = await chat.WithAccountAsync("bob");
        string code = (await bob.AskNickServAsync("DROP"))[^1].Split(' ')[^1];
        using var stop = new StopAt(chat, RoomCall.AccountLookedAt);
        await alice.SendAsync($"PRIVMSG ChanServ :{command}");
        await stop.ReachedAsync();
        await bob.AskNickServAsync($"DROP {code}");
        stop.Release();
        (await alice.SyncAsync()).Should().Equal(ChanServSays("alice", "There is no account bob."));
        chat.Server.Context.Rooms.Registry.RoomsOf("alice"u8.ToArray()).Should().ContainSingle().Which.Status.Name.Should().Be("founder");
        chat.Server.Context.Rooms.Registry.RoomsOf("bob"u8.ToArray()).Should().BeEmpty();
    }
}
