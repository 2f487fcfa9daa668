using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Metadata;

[Specification("IRCv3 metadata", "Notifications")]
[Specification("IRCv3 metadata", "METADATA server message")]
public sealed class MetadataNewsTests
{
    private const string Caps = "batch draft/metadata-2";

    [Fact]
    public async Task Subscribers_in_a_room_with_the_user_are_told_once()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient carol = await chat.RegisterAsync("carol", Caps);
        await alice.AskAsync("METADATA * SUB url", "JOIN #second");
        await bob.AskAsync("METADATA * SUB url", "JOIN #second");
        await carol.AskAsync("METADATA * SUB url");
        await alice.SyncAsync();
        (await alice.AskAsync("METADATA * SET url :a b", "METADATA * SET url :a b", "METADATA * SET other :x", "METADATA * SET url",
            "METADATA * CLEAR"))
            .Should().NotContain(line => line.Contains(" METADATA ", StringComparison.Ordinal), "one knows what one has done oneself");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} METADATA alice url * :a b", $":{Source("alice")} METADATA alice url *");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Subscribers_in_a_room_are_told_of_the_room()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient carol = await chat.JoinAsync("carol", caps: Caps);
        await bob.AskAsync("METADATA * SUB a b");
        await alice.AskAsync("METADATA #room SET a :1", "METADATA #room SET b :2", "METADATA #room SET c :3", "METADATA #room CLEAR");
        (await bob.SyncAsync()).Where(line => !line.Contains("JOIN", StringComparison.Ordinal)).Should().Equal(
            $":{Source("alice")} METADATA #room a * :1", $":{Source("alice")} METADATA #room b * :2",
                $":{Source("alice")} METADATA #room a *", $":{Source("alice")} METADATA #room b *");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Subscribers_who_monitor_the_user_are_told_once_with_a_common_room_or_without()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        TestClient carol = await chat.RegisterAsync("carol", Caps);
        foreach (TestClient watcher in new[] { alice, bob, carol }) await watcher.AskAsync("METADATA * SUB url", "MONITOR + alice");
        await alice.AskAsync("METADATA * SET url :x");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} METADATA alice url * :x");
        (await carol.SyncAsync()).Should().Equal($":{Source("alice")} METADATA alice url * :x");
        await carol.AskAsync("MONITOR - alice");
        await alice.AskAsync("METADATA * SET url :y");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_capability_nobody_is_told()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("METADATA * SUB url")).Should().Equal(":chat.local 770 bob url");
        await alice.AskAsync("METADATA * SET url :x", "METADATA #room SET url :x");
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Those_in_a_room_are_told_of_whoever_enters()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient _) = await chat.PairAsync(Caps);
        await alice.AskAsync("METADATA * SUB url");
        TestClient carol = await chat.RegisterAsync("carol", Caps);
        await carol.AskAsync("METADATA * SET url :x", "METADATA * SET other :y", "JOIN #room");
        (await alice.SyncAsync()).Should().Equal($":{Source("carol")} JOIN #room", $":{Source("carol")} METADATA carol url * :x");
    }

    [Fact]
    public async Task With_metadata_3_all_is_told_in_numerics()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.RegisterAsync("bob", "batch draft/metadata-3");
        await bob.AskAsync("METADATA * SUB avatar");
        (TestClient alice, _) = (await chat.JoinAsync("alice"), await bob.AskAsync("JOIN #room"));
        await alice.AskAsync("METADATA * SET avatar :one", "METADATA * SET avatar");
        (await bob.SyncAsync()).Should()
            .Equal(":chat.local 761 bob alice avatar * :one", ":chat.local 766 bob alice avatar :The key is not set");
        await alice.AskAsync("METADATA * SET avatar :two", "METADATA #room SET avatar :three");
        (await bob.SyncAsync()).Should().Equal(":chat.local 761 bob alice avatar * :two", ":chat.local 761 bob #room avatar * :three");
        (await bob.AskAsync("METADATA #room SYNC")).Skip(1).SkipLast(1)
            .Select(line => line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..]).Should().Equal(
            ":chat.local 761 bob #room avatar * :three", ":chat.local 761 bob alice avatar * :two");
        (await bob.AskAsync("WHOIS alice")).Should().Contain(":chat.local 760 bob alice avatar * :two");
        (await alice.AskAsync("WHOIS alice")).Should().NotContain(line => line.Contains(" 760 ", StringComparison.Ordinal));
        (await bob.AskAsync($"METADATA * SET avatar :{new string('x', 257)}")).Should()
            .Equal(":chat.local FAIL METADATA INVALID_VALUE avatar :The value is too long");
    }
}
