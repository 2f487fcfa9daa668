using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

[Specification("Modern IRC", "Channels")]
public sealed class RoomTests
{
    [Fact]
    public async Task The_first_who_enters_is_operator_and_no_founder_and_the_second_is_neither()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("NAMES #room"))[0].Should().EndWith(" #room :@alice bob");
    }

    [Theory]
    [InlineData("PART #room")]
    [InlineData("JOIN 0")]
    [InlineData("KICK #room alice")]
    [InlineData("QUIT")]
    public async Task The_last_who_leaves_closes_the_room_and_a_new_one_begins_anew(string leave)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob");
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +kls-nt secret 1", "MODE #room +b eve", "TOPIC #room :Old");
        await alice.SendAsync(leave);
        if (leave == "QUIT") await alice.ReadToEndAsync();
        else await alice.SyncAsync();
        (await bob.AskAsync("JOIN #room", "MODE #room", "MODE #room b", "LIST")).Should().Equal(
            $":{Source("bob")} JOIN #room",
            ":chat.local 353 bob = #room :@bob",
            ":chat.local 366 bob #room :End of /NAMES list",
            ":chat.local 324 bob #room +nt",
            $":chat.local 329 bob #room {ManualClock.Start.ToUnixTimeSeconds()}",
            ":chat.local 368 bob #room :End of channel ban list",
            ":chat.local 321 bob Channel :Users  Name",
            ":chat.local 322 bob #room 1 :",
            ":chat.local 323 bob :End of /LIST");
    }

    [Fact]
    public async Task When_the_operator_leaves_the_room_goes_on_without_one()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("PART #room");
        await bob.SyncAsync();
        (await bob.AskAsync("NAMES #room"))[0].Should().EndWith(" #room :bob");
        (await alice.AskAsync("JOIN #room"))[1].Split(':')[^1].Split(' ').Should().BeEquivalentTo("alice", "bob");
    }

    [Fact]
    public async Task Nobody_hears_a_room_after_leaving_or_before_entering_it()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryOnJoin = 0 });
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.AskAsync("PRIVMSG #room :one");
        await bob.AskAsync("PART #room");
        await alice.AskAsync("PRIVMSG #room :two");
        (await bob.SyncAsync()).Should().BeEmpty();
        (await bob.AskAsync("JOIN #room")).Should().HaveCount(3);
        await alice.AskAsync("PRIVMSG #room :three");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :three");
    }
}
