using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "VERSION message")]
public sealed class VersionTests
{
    [Fact]
    public async Task It_tells_the_program_and_what_it_supports()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        IReadOnlyList<string> lines = await alice.AskAsync("VERSION");
        lines[0].Should().MatchRegex(@"^:chat\.local 351 alice ChatSockets-\d+\.\d+\.\d+ chat\.local :");
        lines.Skip(1).Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith(":chat.local 005 alice ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("VERSION other.example")).Should().Equal(":chat.local 402 alice other.example :No such server");
    }
}
