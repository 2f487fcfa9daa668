using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

[Specification("Modern IRC", "Connection Registration")]
public sealed class RegistrationTests
{
    private static readonly string[] WelcomeNumerics =
        ["001", "002", "003", "004", "005", "005", "005", "251", "255", "265", "266", "422"];

    [Fact]
    public async Task The_welcome_has_every_part_in_its_order()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        IReadOnlyList<string> lines = await client.AskAsync("NICK alice", "USER alice 0 * :Alice");
        lines.Select(line => line.Split(' ')[1]).Should().Equal(WelcomeNumerics);
        lines.Should().OnlyContain(line => line.StartsWith(":chat.local ", StringComparison.Ordinal) && line.Split(' ')[2] == "alice");
        lines[0].Should().Be(":chat.local 001 alice :Welcome to the ChatSockets Network, alice");
        lines[1].Should().MatchRegex(@"^:chat\.local 002 alice :Your host is chat\.local, running version ChatSockets-\d+\.\d+\.\d+$");
        lines[2].Should().Be(":chat.local 003 alice :This server was created 2026-01-02 12:01:02 UTC");
        lines[3].Should()
            .MatchRegex(@"^:chat\.local 004 alice chat\.local ChatSockets-\d+\.\d+\.\d+ BRiow CILMRabcefhijklmnoqstv ILabefhjkloqv$");
    }

    [Fact]
    public async Task The_servers_own_names_are_used()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Name = "irc.example", Network = "Tea Time" });
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync("NICK alice", "USER alice 0 * :Alice");
        (await client.NextAsync()).Should().Be(":irc.example 001 alice :Welcome to the Tea Time Network, alice");
        (await client.ExpectAsync("* 005 *NETWORK=*")).Should().Contain(@" NETWORK=Tea\x20Time ");
    }

    [Theory]
    [InlineData("NICK alice", "USER alice 0 * :Alice")]
    [InlineData("USER alice 0 * :Alice", "NICK alice")]
    [InlineData("USER alice 0 * :Alice", "NICK bad!", "NICK alice")]
    [InlineData("NICK other", "NICK alice", "USER alice 0 * :Alice")]
    [InlineData("USER wrong 0 * :Wrong", "USER alice 0 * :Alice", "NICK alice")]
    [InlineData("PASS x", "CAP LS 302", "CAP REQ :server-time", "CAP REQ :-server-time", "NICK alice", "CAP END", "USER alice 0 * :Alice")]
    [InlineData("CAP END", "NICK alice", "USER alice 0 * :Alice")]
    public async Task The_order_does_not_matter(params string[] lines)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.SendAsync(lines);
        await client.ExpectAsync(":chat.local 001 alice *");
        (await client.AskAsync("WHO alice")).Should().Contain(":chat.local 352 alice * ~alice 127.0.0.1 chat.local alice H :0 Alice");
    }

    [Fact]
    public async Task A_nickname_alone_or_a_user_alone_registers_nobody()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient one = await chat.ConnectAsync();
        TestClient two = await chat.ConnectAsync();
        (await one.AskAsync("NICK alice")).Should().BeEmpty();
        (await two.AskAsync("USER bob 0 * :Bob")).Should().BeEmpty();
        (await one.AskAsync("JOIN #room")).Should().Equal(":chat.local 451 alice :You have not registered");
    }

    [Fact]
    public async Task A_taken_nickname_answers_433_and_another_one_will_do()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.RegisterAsync("alice");
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("NICK Alice", "USER alice 0 * :Alice"))
            .Should().Equal(":chat.local 433 * Alice :Nickname is already in use");
        (await client.AskAsync("NICK alice_"))[0].Should().StartWith(":chat.local 001 alice_ ");
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_nickname_is_taken_as_soon_as_it_was_named_and_free_when_the_connection_ends()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient first = await chat.ConnectAsync();
        await first.AskAsync("NICK alice");
        TestClient second = await chat.ConnectAsync();
        (await second.AskAsync("NICK alice")).Should().ContainSingle().Which.Should().Contain(" 433 ");
        await first.SendAsync("QUIT");
        await first.ReadToEndAsync();
        (await second.AskAsync("NICK alice")).Should().BeEmpty();
    }

    [Fact]
    public async Task Of_many_who_want_one_nickname_one_gets_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient[] clients = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => chat.ConnectAsync()));
        IReadOnlyList<string>[] answers =
            await Task.WhenAll(clients.Select(client => client.AskAsync("NICK alice", "USER alice 0 * :Alice")));
        answers.Count(lines => lines[0].Contains(" 001 ", StringComparison.Ordinal)).Should().Be(1);
        answers.Count(lines => lines[0].Contains(" 433 ", StringComparison.Ordinal)).Should().Be(15);
    }
}
