using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 extended-isupport", "ISUPPORT command")]
public sealed class IsupportCommandTests
{
    [Fact]
    public async Task It_tells_the_same_as_the_welcome_and_version_do()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.ConnectAsync();
        string[] welcome = [.. (await alice.AskAsync("NICK alice", "USER alice 0 * :Alice")).Where(IsIsupport)];
        welcome.Should().NotBeEmpty();
        (await alice.AskAsync("ISUPPORT")).Should().Equal(welcome);
        (await alice.AskAsync("VERSION")).Skip(1).Should().Equal(welcome);
    }

    [Fact]
    [Specification("IRCv3 extended-isupport", "draft/extended-isupport capability")]
    public async Task With_the_capability_it_comes_before_registration_too_and_again_with_the_welcome()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        await client.AskAsync("CAP REQ draft/extended-isupport");
        IReadOnlyList<string> early = await client.AskAsync("ISUPPORT");
        early.Should().NotBeEmpty().And.OnlyContain(line => line.StartsWith(":chat.local 005 * ", StringComparison.Ordinal));
        string[] late = [.. (await client.AskAsync("NICK alice", "USER alice 0 * :Alice", "CAP END")).Where(IsIsupport)];
        late.Select(line => line.Replace(" 005 alice ", " 005 * ", StringComparison.Ordinal)).Should().Equal(early);
    }

    [Fact]
    public async Task Without_the_capability_it_answers_451_before_registration()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        (await client.AskAsync("CAP REQ batch", "ISUPPORT"))[1].Should().Be(":chat.local 451 * :You have not registered");
    }

    [Theory]
    [InlineData("batch draft/extended-isupport")]
    [InlineData("draft/extended-isupport batch")]
    [Specification("IRCv3 extended-isupport", "draft/isupport batch")]
    public async Task With_batch_all_of_it_is_always_in_a_batch_of_its_own(string caps)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient client = await chat.ConnectAsync();
        foreach (string cap in caps.Split(' ')) await client.AskAsync($"CAP REQ {cap}");
        HoldsOneBatch(await client.AskAsync("ISUPPORT"));
        HoldsOneBatch([.. (await client.AskAsync("NICK alice", "USER alice 0 * :Alice", "CAP END"))
            .Where(line => IsIsupport(line) || line.Contains(" BATCH ", StringComparison.Ordinal))]);
        HoldsOneBatch([.. (await client.AskAsync("VERSION")).Skip(1)]);
    }

    [Fact]
    public async Task Batch_alone_makes_none()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "batch");
        (await alice.AskAsync("ISUPPORT")).Should()
            .OnlyContain(line => line.StartsWith(":chat.local 005 alice ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_label_is_on_a_batch_around_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "batch draft/extended-isupport labeled-response");
        IReadOnlyList<string> lines = await alice.AskAsync("@label=x ISUPPORT");
        lines[0].Should().MatchRegex("^@label=x :chat.local BATCH \\+(b\\d+) labeled-response$");
        string outer = lines[0].Split(' ')[3][1..];
        lines[1].Should().MatchRegex($"^@batch={outer} :chat.local BATCH \\+b\\d+ draft/isupport$");
        lines[^1].Should().Be($":chat.local BATCH -{outer}");
    }

    private static void HoldsOneBatch(IReadOnlyList<string> lines)
    {
        lines[0].Should().MatchRegex("^:chat.local BATCH \\+b\\d+ draft/isupport$");
        string reference = lines[0].Split(' ')[2][1..];
        lines.Skip(1).SkipLast(1).Should().NotBeEmpty().And.OnlyContain(
            line => line.StartsWith($"@batch={reference} :chat.local 005 ", StringComparison.Ordinal));
        lines[^1].Should().Be($":chat.local BATCH -{reference}");
    }

    private static bool IsIsupport(string line) => line.Contains(" 005 ", StringComparison.Ordinal);
}
