using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "INFO message")]
public sealed class InfoTests
{
    [Theory]
    [InlineData("INFO")]
    [InlineData("INFO chat.local")]
    [InlineData("INFO *.local")]
    [InlineData("INFO alice")]
    public async Task It_tells_what_the_server_is_and_since_when_it_runs(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync(line);
        lines[0].Should().MatchRegex(@"^:chat\.local 371 alice :ChatSockets-\d+\.\d+\.\d+, a chat server ");
        lines.Skip(1).Should().Equal(
            ":chat.local 371 alice :This is chat.local of the ChatSockets network",
            ":chat.local 371 alice :It runs since 2026-01-02 12:01:02 UTC",
            ":chat.local 371 alice :HELP lists the commands, VERSION the supported features",
            ":chat.local 374 alice :End of INFO list");
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("INFO other.example")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
