using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.ServiceChat;

namespace ChatSockets.Server.Tests.Services.NickServ;

public sealed class GhostTests
{
    [Theory]
    [InlineData("GHOST")]
    [InlineData("GHOST ALICE")]
    [InlineData("RELEASE alice")]
    public async Task Whoever_has_ones_nickname_is_disconnected(string text)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient lost = await chat.WithAccountAsync("alice"), alice = await chat.RegisterAsync("alice_");
        await alice.AskNickServAsync($"IDENTIFY alice {Password}");
        (await alice.AskNickServAsync(text)).Should()
            .Equal(NickServSays("alice_", "alice is disconnected. To take the nickname: /nick alice"));
        (await lost.ReadToEndAsync())[^1].Should().Be("ERROR :Closing Link: 127.0.0.1 (alice has taken this nickname back)");
    }

    [Fact]
    public async Task Nobody_else_is()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice"), bob = await chat.RegisterAsync("bob");
        (await alice.AskNickServAsync("GHOST bob")).Should().Equal(NickServSays("alice", "bob is not your nickname. Yours is alice."));
        (await alice.AskNickServAsync("GHOST alice")).Should().Equal(NickServSays("alice", "You have that nickname yourself."));
        (await alice.AskAsync("NICK eve", "NS GHOST")).Should()
            .EndWith(NickServSays("eve", "Nobody has that nickname. To take it: /nick alice"));
        (await bob.SyncAsync()).Should().BeEmpty();
    }
}
