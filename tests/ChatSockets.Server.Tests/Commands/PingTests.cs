using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "PING message")]
public sealed class PingTests
{
    [Theory]
    [InlineData("PING token", "token")]
    [InlineData("ping :two words", "two words")]
    [InlineData("PING ::-)", ":-)")]
    public async Task It_is_answered_with_the_same_token(string line, string token)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal($":chat.local PONG chat.local :{token}");
    }

    [Fact]
    public async Task It_is_answered_before_registration_too()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("PING first")).Should().Equal(":chat.local PONG chat.local :first");
    }

    [Fact]
    public async Task Without_a_token_it_answers_461_and_with_an_empty_one_409()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("PING", "PING :")).Should().Equal(
            ":chat.local 461 alice PING :Not enough parameters", ":chat.local 409 alice :No origin specified");
    }
}
