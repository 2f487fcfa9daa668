using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("RFC 2812", "3.7.4 Error")]
public sealed class ErrorTests
{
    [Fact]
    public async Task A_client_that_sends_error_is_not_answered_and_stays()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("ERROR :You are wrong")).Should().BeEmpty();
    }
}
