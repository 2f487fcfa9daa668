using ChatSockets.Core.Commands;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("soju.im/search", "SEARCH Command")]
[Specification("soju.im/search", "Standard search attributes")]
public sealed class SearchTests
{
    private const string Caps = "batch message-tags server-time soju.im/search standard-replies echo-message";

    [Theory]
    [InlineData("text=fox", "brown fox", "red fox")]
    [InlineData("text=FOX;limit=1", "red fox")]
    [InlineData("text=fox;after=2026-01-02T12:00:00.000Z;limit=1", "brown fox")]
    [InlineData("text=red\\sfox", "red fox")]
    [InlineData("text=\"fox\\sred\"")]
    [InlineData("text=\"red\\sfox\"", "red fox")]
    [InlineData("text=bro*", "brown fox")]
    [InlineData("from=BOB", "lazy dog")]
    [InlineData("text=dog;from=alice")]
    [InlineData("in=#room;text=fox", "brown fox", "red fox")]
    [InlineData("before=2026-01-02T12:00:00.000Z")]
    [InlineData("text=fox;colour=green", "brown fox", "red fox")]
    public async Task What_was_said_is_found(string attributes, params string[] texts)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await ToldAsync(chat);
        IReadOnlyList<string> answer = await alice.AskAsync($"SEARCH {attributes}");
        string reference = answer[0].Split("BATCH +")[1].Split(' ')[0];
        answer[0].Should().EndWith($" BATCH +{reference} soju.im/search");
        answer[^1].Should().EndWith($" BATCH -{reference}");
        IEnumerable<string> found = answer.Skip(1).SkipLast(1);
        found.Should().NotContain(line => !line.StartsWith($"@batch={reference};time=", StringComparison.Ordinal)
            || !line.Contains(";msgid=", StringComparison.Ordinal));
        found.Select(line => line[(line.LastIndexOf(':') + 1)..]).Should().Equal(texts);
    }

    [Theory]
    [InlineData("limit=many", "limit :The limit must be a number above zero")]
    [InlineData("after=yesterday", "after :The time must be like 2026-01-31T12:00:00.000Z")]
    [InlineData("text=!!", "text :Say which words to look for")]
    [InlineData("in=#elsewhere;text=fox", "in :There is nothing that you could read")]
    [Specification("soju.im/search", "Errors and Warnings")]
    public async Task What_makes_no_sense_is_refused(string attributes, string refusal)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await ToldAsync(chat);
        await chat.JoinAsync("carol", "#elsewhere");
        (await alice.AskAsync($"SEARCH {attributes}")).Should().ContainSingle().Which.Should()
            .EndWith($" FAIL SEARCH INVALID_PARAMS {refusal}");
    }

    [Fact]
    public async Task Nobody_finds_what_others_say_among_themselves()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await ToldAsync(chat);
        TestClient carol = await chat.JoinAsync("carol", "#other", Caps);
        await carol.AskAsync("REGISTER * * :correct horse", "PRIVMSG #other :silver fox", "PRIVMSG bob :golden fox");
        (await alice.AskAsync("SEARCH text=fox")).Should().HaveCount(4);
        IReadOnlyList<string> own = await carol.AskAsync("SEARCH text=fox");
        own.Should().HaveCount(4);
        own[1].Should().EndWith(" PRIVMSG #other :silver fox");
        own[2].Should().EndWith(" PRIVMSG bob :golden fox");
    }

    [Fact]
    public async Task A_message_of_several_lines_comes_as_several()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps + " draft/multiline");
        await alice.AskAsync("BATCH +1 draft/multiline #room", "@batch=1 PRIVMSG #room :grey wolf",
            "@batch=1 PRIVMSG #room :white hare", "BATCH -1");
        IReadOnlyList<string> answer = await alice.AskAsync("SEARCH text=wolf");
        answer.Skip(1).SkipLast(1).Select(line => line[(line.LastIndexOf(':') + 1)..]).Should().Equal("grey wolf", "white hare");
    }

    [Fact]
    public async Task Without_the_capability_the_server_tells_it_in_its_own_words()
    {
        await using Chat chat = await Chat.StartAsync();
        await ToldAsync(chat);
        TestClient dora = await chat.JoinAsync("dora");
        (await dora.AskAsync("SEARCH #room red fox")).Should().Equal(
            ":chat.local NOTICE dora :[2026-01-02 12:01] #room <alice> red fox", ":chat.local NOTICE dora :1 found.");
        (await dora.AskAsync("SEARCH unicorn")).Should().Equal(":chat.local NOTICE dora :Nothing was found.");
        (await dora.AskAsync("SEARCH :?")).Should().Equal(":chat.local NOTICE dora :Say which words to look for");
    }

    [Fact]
    public async Task A_search_that_looks_at_too_much_ends_early_and_tells_how_to_go_on()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :the needle");
        await FillAsync(chat, SearchRun.MaximumLooked + 2000);
        IReadOnlyList<string> answer = await alice.AskAsync("SEARCH from=alice");
        answer.Should().HaveCount(3);
        answer[2].Should().Contain(" NOTE SEARCH SEARCH_ENDED_EARLY before=2026-01-02T").And.Contain("To go on: SEARCH from=alice;before=");
        string next = answer[2].Split("To go on: ")[1];
        answer = await alice.AskAsync(next);
        answer.Should().HaveCount(3);
        answer[1].Should().EndWith(" PRIVMSG #room :the needle");
    }

    [Fact]
    public async Task Who_knows_no_standard_replies_is_told_in_words_that_a_search_ended_early()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :the first");
        await FillAsync(chat, SearchRun.MaximumLooked + 2000);
        (await alice.AskAsync("SEARCH from=nobody")).Should().ContainSingle().Which.Should()
            .Match(":chat.local NOTICE alice :Only what was said since * To go on: SEARCH from=nobody;before=*Z");
    }

    [Theory]
    [InlineData("n*", 1)]
    [InlineData("n* hay*", 0)]
    [InlineData("hay1 stack*", 1)]
    [InlineData("st*", 50)]
    [InlineData("the.n*", 1)]
    [InlineData("zz*", 0)]
    public async Task The_beginning_of_few_words_or_of_many_is_found(string words, int found)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :the needle");
        chat.Server.Context.Store.SayMany(ConversationOf(chat), 500, "hay1 stack");
        foreach (int i in Enumerable.Range(0, 100)) chat.Server.Context.Store.Say(ConversationOf(chat), $"hay{i}x stuck{i}");
        // Of the many lines that are alike only one has the number.
        string text = words == "hay1 stack*" ? "hay1 stack* 7" : words;
        (await alice.AskAsync($"SEARCH text={text.Replace(" ", "\\s", StringComparison.Ordinal)}")).Should().HaveCount(2 + found);
    }

    private static long ConversationOf(Chat chat)
    {
        chat.Server.Context.Rooms.TryFind("#room"u8, out Core.State.Room? room).Should().BeTrue();
        return room!.Record.Conversation;
    }

    // So that each line has a millisecond of its own.
    private static async Task FillAsync(Chat chat, int count)
    {
        long room = ConversationOf(chat);
        for (int i = 0; i < count; i += 500)
        {
            chat.Clock.Advance(TimeSpan.FromMilliseconds(1));
            chat.Server.Context.Store.SayMany(room, 500, "hay stack", account: "bob");
        }
        await Task.Yield();
    }

    private static async Task<TestClient> ToldAsync(Chat chat)
    {
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        await alice.AskAsync("PRIVMSG #room :brown fox");
        await bob.AskAsync("NOTICE #room :lazy dog");
        await alice.AskAsync("PRIVMSG #room :red fox");
        return alice;
    }
}
