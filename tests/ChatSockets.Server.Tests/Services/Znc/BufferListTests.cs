using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Services.Znc;

public sealed class BufferListTests
{
    [Fact]
    public async Task It_tells_the_times_of_the_first_and_the_last()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("JOIN #empty", "PRIVMSG #room :one");
        chat.Clock.Advance(TimeSpan.FromSeconds(90));
        await alice.AskAsync("PRIVMSG #room :two");
        string[] expected = [":*playback!*playback@chat.local NOTICE alice :#room 1767355262.345 1767355352.345"];
        (await alice.AskAsync("PRIVMSG *playback :LIST")).Should().Equal(expected);
        (await alice.AskAsync("PRIVMSG *playback :list #room,#empty")).Should().Equal(expected);
    }
}
