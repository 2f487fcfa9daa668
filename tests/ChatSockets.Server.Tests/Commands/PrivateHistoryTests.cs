using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>CHATHISTORY of what two said to each other, and CHATHISTORY TARGETS.</summary>
[Specification("IRCv3 chathistory", "CHATHISTORY Command")]
public sealed class PrivateHistoryTests
{
    private const string Caps = "batch draft/chathistory";

    [Fact]
    public async Task Both_read_both_sides_under_the_others_nickname()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await AccountsAsync(chat);
        await alice.AskAsync("PRIVMSG bob :hello");
        await bob.AskAsync("PRIVMSG alice :hi", "NOTICE alice :how are you?");
        await alice.SyncAsync();
        await alice.AskAsync("PRIVMSG BOB :fine");
        await bob.SyncAsync();
        string[] said =
        [
            $":{Source("alice")} PRIVMSG bob :hello", $":{Source("bob")} PRIVMSG alice :hi", $":{Source("bob")} NOTICE alice :how are you?",
                $":{Source("alice")} PRIVMSG bob :fine",
        ];
        (await HistoryAsync(alice, "BOB", "bob")).Should().Equal(said);
        (await HistoryAsync(bob, "alice", "alice")).Should().Equal(said);
    }

    [Fact]
    public async Task Nobody_else_reads_it_nor_whoever_has_the_nickname_without_the_account()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await AccountsAsync(chat);
        await alice.AskAsync("PRIVMSG bob :secret");
        await bob.SyncAsync();
        await alice.AskAsync("NICK alicia");
        await bob.AskAsync("NICK robert");
        TestClient carol = await chat.RegisterAsync("alice", Caps);
        const string Refused = ":chat.local FAIL CHATHISTORY INVALID_TARGET LATEST bob :Messages could not be retrieved";
        (await carol.AskAsync("CHATHISTORY LATEST bob * 10")).Should().Equal(Refused);
        chat.LogIn("alice", "carol");
        await carol.SyncAsync();
        (await HistoryAsync(carol, "bob", "bob")).Should().BeEmpty();
        (await HistoryAsync(carol, "alicia", "alicia")).Should().BeEmpty();
    }

    [Fact]
    public async Task Somebody_is_found_by_the_nickname_he_has_now_and_by_the_account_when_he_is_gone()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await AccountsAsync(chat);
        await alice.AskAsync("PRIVMSG bob :hello");
        await bob.AskAsync("NICK robert", "PRIVMSG alice :call me robert");
        await alice.SyncAsync();
        string[] asRobert = [$":{Source("alice")} PRIVMSG robert :hello", ":robert!~bob@127.0.0.1 PRIVMSG alice :call me robert"];
        (await HistoryAsync(alice, "robert", "robert")).Should().Equal(asRobert);
        (await HistoryAsync(alice, "bob", "bob")).Should()
            .Equal(asRobert.Select(line => line.Replace("PRIVMSG robert", "PRIVMSG bob", StringComparison.Ordinal)));
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        (await HistoryAsync(alice, "bob", "bob")).Should().HaveCount(2);
        (await HistoryAsync(alice, "robert", "robert")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_was_said_with_somebody_without_an_account_is_read_by_the_one_who_has_one()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        chat.LogIn("alice", "alice");
        await alice.SyncAsync();
        await bob.AskAsync("PRIVMSG alice :hello");
        await alice.AskAsync("PRIVMSG bob :who are you?");
        (await HistoryAsync(alice, "bob", "bob")).Should()
            .Equal($":{Source("bob")} PRIVMSG alice :hello", $":{Source("alice")} PRIVMSG bob :who are you?");
        await bob.SyncAsync();
        (await bob.AskAsync("CHATHISTORY LATEST alice * 10")).Should()
            .Equal(":chat.local FAIL CHATHISTORY INVALID_TARGET LATEST alice :Messages could not be retrieved");
    }

    [Fact]
    public async Task Between_two_without_an_account_nothing_is_kept()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        await bob.AskAsync("PRIVMSG alice :hello");
        chat.LogIn("alice", "alice");
        await alice.SyncAsync();
        (await HistoryAsync(alice, "bob", "bob")).Should().BeEmpty();
    }

    [Fact]
    public async Task What_one_says_to_oneself_is_there_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await AccountsAsync(chat);
        await alice.AskAsync("PRIVMSG alice :note");
        (await HistoryAsync(alice, "alice", "alice")).Should().Equal($":{Source("alice")} PRIVMSG alice :note");
    }

    [Theory]
    [InlineData("timestamp=2026-01-01T00:00:00.000Z timestamp=2026-01-03T00:00:00.000Z 10", "bob #room dave carol")]
    [InlineData("timestamp=2026-01-03T00:00:00.000Z timestamp=2026-01-01T00:00:00.000Z 2", "dave carol")]
    [InlineData("timestamp=2026-01-01T00:00:00.000Z timestamp=2026-01-03T00:00:00.000Z 2", "bob #room")]
    [InlineData("timestamp=2026-01-02T12:01:03.345Z timestamp=2026-01-02T12:01:06.345Z 10", "#room dave")]
    [InlineData("timestamp=2026-01-03T00:00:00.000Z timestamp=2026-01-04T00:00:00.000Z 10", "")]
    [Specification("IRCv3 chathistory", "TARGETS")]
    public async Task Targets_tells_with_whom_and_where_by_the_time_of_the_last_message(string between, string expected)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await AccountsAsync(chat);
        await chat.RegisterAsync("carol");
        TestClient dave = await chat.RegisterAsync("dave");
        await alice.AskAsync("JOIN #silent");
        await SayAtNextSecondAsync(chat, bob, "PRIVMSG alice :1");
        await SayAtNextSecondAsync(chat, alice, "PRIVMSG #room :2", "PRIVMSG carol :2");
        await SayAtNextSecondAsync(chat, dave, "PRIVMSG alice :3", "PRIVMSG bob :3");
        await SayAtNextSecondAsync(chat, alice, "PRIVMSG carol :4");
        string[] times = ["2026-01-02T12:01:03.345Z", "2026-01-02T12:01:04.345Z", "2026-01-02T12:01:05.345Z", "2026-01-02T12:01:06.345Z"];
        string[] names = ["bob", "#room", "dave", "carol"];
        await alice.SyncAsync();
        IReadOnlyList<string> answer = await alice.AskAsync($"CHATHISTORY TARGETS {between}");
        string reference = answer[0].Split(" +")[1].Split(' ')[0];
        answer.Should().Equal([
            $":chat.local BATCH +{reference} draft/chathistory-targets",
            .. expected.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(name => $"@batch={reference} :chat.local CHATHISTORY TARGETS {name} {times[Array.IndexOf(names, name)]}"),
            $":chat.local BATCH -{reference}",
        ]);
    }

    [Fact]
    public async Task Without_an_account_targets_are_rooms_only()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("draft/chathistory");
        chat.LogIn("bob", "bob");
        await alice.AskAsync("PRIVMSG bob :hello", "PRIVMSG #room :hello");
        (await alice.AskAsync("CHATHISTORY TARGETS timestamp=2026-01-01T00:00:00.000Z timestamp=2026-01-03T00:00:00.000Z 10"))
            .Should().Equal(":chat.local CHATHISTORY TARGETS #room 2026-01-02T12:01:02.345Z");
        await bob.SyncAsync();
    }

    // Both in #room, which they need not be, and both with an account of their nickname's name.
    private static async Task<(TestClient Alice, TestClient Bob)> AccountsAsync(Chat chat)
    {
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        chat.LogIn("alice", "alice");
        chat.LogIn("bob", "bob");
        await alice.SyncAsync();
        await bob.SyncAsync();
        return (alice, bob);
    }

    private static async Task SayAtNextSecondAsync(Chat chat, TestClient speaker, params string[] lines)
    {
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await speaker.AskAsync(lines);
    }

    // The lines of the batch, which is about that name.
    private static async Task<IEnumerable<string>> HistoryAsync(TestClient reader, string target, string name)
    {
        await reader.SyncAsync();
        IReadOnlyList<string> answer = await reader.AskAsync($"CHATHISTORY LATEST {target} * 10");
        answer[0].Should().EndWith($" chathistory {name}");
        return answer.Skip(1).SkipLast(1).Select(Untagged);
    }
}
