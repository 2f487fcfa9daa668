using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "MOTD message")]
public sealed class MotdTests
{
    [Fact]
    public async Task Without_one_it_answers_422()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MOTD")).Should().Equal(":chat.local 422 alice :MOTD File is missing");
    }

    [Theory]
    [InlineData("MOTD")]
    [InlineData("MOTD chat.local")]
    [InlineData("MOTD *.local")]
    [InlineData("MOTD alice")]
    public async Task Every_line_is_shown(string line)
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MessageOfTheDay = ["Be kind.", "", "Tea at five."] });
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(
            ":chat.local 375 alice :- chat.local Message of the day - ",
            ":chat.local 372 alice :- Be kind.",
            ":chat.local 372 alice :- ",
            ":chat.local 372 alice :- Tea at five.",
            ":chat.local 376 alice :End of /MOTD command.");
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MOTD other.example")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
