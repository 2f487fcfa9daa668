using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Metadata;

[Specification("IRCv3 metadata", "Postponed synchronization")]
[Specification("IRCv3 metadata", "METADATA SYNC")]
public sealed class MetadataSyncTests
{
    private const string Caps = "batch draft/metadata-2 no-implicit-names";

    private static readonly string[] Values = ["METADATA #room url * :r", "METADATA alice url * :a"];

    [Fact]
    public async Task Whoever_enters_subscribes_or_asks_gets_what_is_subscribed_of_the_room_and_its_members()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("METADATA #room SET url :r", "METADATA * SET url :a", "METADATA * SET other :x");
        TestClient bob = await chat.RegisterAsync("bob", Caps);
        await bob.AskAsync("METADATA * SUB url");
        Of(await bob.AskAsync("JOIN #room")).Should().Equal(Values);
        Of(await bob.AskAsync("METADATA #room SYNC")).Should().Equal(Values);
        Of(await bob.AskAsync("METADATA alice SYNC")).Should().Equal(Values[1]);
        Of(await bob.AskAsync("METADATA * SUB url")).Should().BeEmpty("that is nothing new");
        Of(await bob.AskAsync("METADATA * SUB other")).Should().Equal("METADATA alice other * :x");
    }

    [Fact]
    public async Task It_comes_in_a_batch_and_with_a_label_in_one_within_the_answer()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("METADATA #room SET url :r");
        TestClient bob = await chat.RegisterAsync("bob", Caps + " labeled-response");
        await bob.AskAsync("METADATA * SUB url");
        (await bob.AskAsync("@label=x JOIN #room")).Should().Equal(
            "@label=x :chat.local BATCH +b3 labeled-response",
            "@batch=b3 :bob!~bob@127.0.0.1 JOIN #room",
            "@batch=b3 :chat.local BATCH +b2 metadata #room",
            "@batch=b2 :chat.local METADATA #room url * :r",
            "@batch=b3 :chat.local BATCH -b2",
            ":chat.local BATCH -b3");
        (await bob.AskAsync("@label=y METADATA nobody SYNC", "@label=z METADATA #room SYNC")).Should()
            .HaveElementAt(0, "@label=y :chat.local FAIL METADATA INVALID_TARGET nobody :Invalid target");
    }

    [Fact]
    public async Task Nothing_comes_where_nothing_is_set_unless_it_was_asked_for()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob", Caps);
        await bob.AskAsync("METADATA * SUB url");
        (await bob.AskAsync("JOIN #room")).Should().ContainSingle();
        (await bob.AskAsync("METADATA #room SYNC")).Should().Equal(":chat.local BATCH +b2 metadata #room", ":chat.local BATCH -b2");
    }

    [Fact]
    public async Task What_is_much_is_sent_when_it_is_asked_for()
    {
        await using Chat chat = await Chat.StartAsync();
        string[] keys = [.. Enumerable.Range(0, 20).Select(i => $"key{i}")];
        foreach (string name in new[] { "a", "b", "c", "d", "e", "f" })
        {
            TestClient member = await chat.JoinAsync(name);
            await member.AskAsync([.. keys.Select(key => $"METADATA * SET {key} :x")]);
        }
        TestClient bob = await chat.RegisterAsync("bob", Caps);
        await bob.AskAsync([.. keys.Chunk(10).Select(some => $"METADATA * SUB {string.Join(' ', some)}")]);
        (await bob.AskAsync("JOIN #room")).Skip(1).Should().Equal(":chat.local 774 bob #room 5");
        Of(await bob.AskAsync("METADATA #room SYNC")).Should().HaveCount(120);
    }

    private static IEnumerable<string> Of(IReadOnlyList<string> lines) =>
        lines.Select(Wire.Untagged).Where(line => line.StartsWith(":chat.local METADATA", StringComparison.Ordinal))
            .Select(line => line[":chat.local ".Length..]);
}
