using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "TIME message")]
public sealed class TimeTests
{
    [Fact]
    public async Task It_tells_the_time_of_the_servers_clock()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        chat.Clock.Advance(TimeSpan.FromHours(2));
        (await alice.AskAsync("TIME", "TIME chat.local")).Should().OnlyContain(line =>
            line == ":chat.local 391 alice chat.local :Friday, 2 January 2026, 14:01:02 +00:00");
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("TIME other.example")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
