using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "PASS message")]
public sealed class PassTests
{
    [Fact]
    public async Task The_password_lets_one_in_and_the_latest_counts()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame" });
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("PASS wrong", "PASS sesame", "NICK alice", "USER alice 0 * :Alice"))[0]
            .Should().StartWith(":chat.local 001 alice ");
    }

    [Theory]
    [InlineData("PASS wrong")]
    [InlineData("PASS Sesame")]
    [InlineData("PASS sesam")]
    [InlineData("PASS :")]
    [InlineData("PING x")]
    public async Task A_wrong_one_or_none_answers_464_and_ends_the_connection(string line)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Password = "sesame" });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(line, "NICK alice", "USER alice 0 * :Alice");
        (await client.ReadToEndAsync()).Where(reply => !reply.Contains(" PONG ", StringComparison.Ordinal)).Should().Equal(
            ":chat.local 464 alice :Password incorrect", "ERROR :Closing Link: 127.0.0.1 (Password incorrect)");
    }

    [Fact]
    public async Task Where_none_is_asked_for_any_will_do()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("PASS whatever", "NICK alice", "USER alice 0 * :Alice"))[0].Should().StartWith(":chat.local 001 alice ");
    }

    [Fact]
    public async Task Afterwards_it_answers_462()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("PASS sesame")).Should().Equal(":chat.local 462 alice :You may not reregister");
    }

    [Fact]
    public async Task Without_a_password_it_answers_461()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP REQ batch", "PASS"))[1].Should().Be(":chat.local 461 * PASS :Not enough parameters");
    }
}
