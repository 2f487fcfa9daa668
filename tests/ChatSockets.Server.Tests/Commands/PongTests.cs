using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "PONG message")]
public sealed class PongTests
{
    [Theory]
    [InlineData("PONG")]
    [InlineData("PONG chat.local")]
    [InlineData("PONG chat.local :token")]
    public async Task It_is_not_answered(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().BeEmpty();
    }
}
