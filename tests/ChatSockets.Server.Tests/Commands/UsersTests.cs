using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("RFC 2812", "4.6 Users")]
public sealed class UsersTests
{
    [Theory]
    [InlineData("USERS", ":chat.local 446 alice :USERS has been disabled")]
    [InlineData("USERS chat.local", ":chat.local 446 alice :USERS has been disabled")]
    [InlineData("USERS other.example", ":chat.local 402 alice other.example :No such server")]
    public async Task It_is_not_told(string line, string answer)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(answer);
    }
}
