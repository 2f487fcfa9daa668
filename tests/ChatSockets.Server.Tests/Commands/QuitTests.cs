using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "QUIT message")]
public sealed class QuitTests
{
    [Theory]
    [InlineData("QUIT :Tea time", "Quit: Tea time")]
    [InlineData("QUIT", "Quit")]
    [InlineData("QUIT :", "Quit")]
    public async Task One_is_told_goodbye_and_the_room_why(string line, string reason)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.SendAsync(line);
        (await bob.ReadToEndAsync()).Should().Equal($"ERROR :Closing Link: 127.0.0.1 ({reason})");
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :{reason}");
    }

    [Fact]
    public async Task Peers_who_share_several_rooms_see_it_once_and_strangers_never()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.JoinAsync("carol", "#elsewhere");
        await alice.AskAsync("JOIN #two,#three");
        await bob.AskAsync("JOIN #two,#three");
        await alice.SyncAsync();
        await bob.SendAsync("QUIT :Bye");
        await bob.ReadToEndAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Quit: Bye");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_sent_behind_it_is_not_looked_at()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.SendAsync("QUIT", "PRIVMSG #room :One more thing");
        await bob.ReadToEndAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} QUIT :Quit");
    }

    [Fact]
    public async Task What_was_sent_before_it_arrives()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.SendAsync("PRIVMSG #room :Last words", "QUIT");
        await bob.ReadToEndAsync();
        (await alice.SyncAsync()).Should().Equal($":{Source("bob")} PRIVMSG #room :Last words", $":{Source("bob")} QUIT :Quit");
    }

    [Fact]
    public async Task The_nickname_is_free_when_the_connection_is_closed()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendAsync("QUIT");
        await alice.ReadToEndAsync();
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task It_is_heard_before_registration_too()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("NICK alice", "QUIT :Never mind");
        (await client.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Quit: Never mind)");
    }
}
