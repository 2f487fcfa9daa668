using ChatSockets.Core.Settings;
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

    [Trait("Servers", "One")]
    [Fact]
    public async Task Whoever_guesses_must_wait_whether_it_is_hashed_or_not_and_none_is_no_guess()
    {
        foreach (string password in (string[])["sesame", PasswordHash.Create("sesame", 10_000).ToString()])
        {
            await using Chat chat = await Chat.StartAsync(options => options with { Password = password, LoginAttempts = 1 });
            for (int i = 0; i < 3; i++) (await ComeAsync(chat)).Should().StartWith(":chat.local 464 alice :Password incorrect");
            (await ComeAsync(chat, "PASS wrong")).Should().StartWith(":chat.local 464 alice :Password incorrect");
            const string Wait = ":chat.local 464 alice :Too many wrong passwords from your address: try again in 60 seconds";
            (await ComeAsync(chat, "PASS wrong")).Should().StartWith(Wait);
            (await ComeAsync(chat, "PASS sesame")).Should().StartWith(Wait);
            chat.Clock.Advance(TimeSpan.FromSeconds(60));
            for (int i = 0; i < 3; i++) (await ComeAsync(chat, "PASS sesame", "QUIT"))[0].Should().StartWith(":chat.local 001 alice ");
        }
    }

    private static async Task<IReadOnlyList<string>> ComeAsync(Chat chat, string pass = "PING x", string last = "PING y")
    {
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(pass, "NICK alice", "USER alice 0 * :Alice", last);
        return [.. (await client.ReadToEndAsync()).Where(line => !line.Contains(" PONG ", StringComparison.Ordinal))];
    }
}
