using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "PART message")]
public sealed class PartTests
{
    [Fact]
    public async Task Everybody_sees_who_leaves_and_why()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("PART #ROOM :Tea time")).Should().Equal($":{Source("bob")} PART #room :Tea time");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PART #room :Tea time");
        await alice.AskAsync("PRIVMSG #room :Gone?");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_reason_there_is_none()
    {
        await using Chat chat = await Chat.StartAsync();
        (_, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("PART #room")).Should().Equal($":{Source("bob")} PART #room");
    }

    [Fact]
    public async Task Several_rooms_are_left_with_one_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#one");
        await alice.AskAsync("JOIN #two");
        (await alice.AskAsync("PART #one,#two :Bye"))
            .Should().Equal($":{Source("alice")} PART #one :Bye", $":{Source("alice")} PART #two :Bye");
    }

    [Fact]
    public async Task An_unknown_room_answers_403_and_one_that_one_is_not_in_442()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.JoinAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        (await carol.AskAsync("PART #nowhere,#room")).Should().Equal(
            ":chat.local 403 carol #nowhere :No such channel", ":chat.local 442 carol #room :You're not on that channel");
    }
}
