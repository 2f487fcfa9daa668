using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>What happened in a room is history, too, for those who negotiated it.</summary>
[Specification("IRCv3 chathistory", "Implementation")]
public sealed class EventPlaybackTests
{
    private const string Caps = "batch draft/chathistory draft/event-playback message-tags server-time";

    [Fact]
    public async Task All_that_happened_comes_again_as_it_was_seen()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        await bob.AskAsync("PRIVMSG #room :hello");
        await alice.AskAsync("MODE #room +vo bob bob", "MODE #room +l 5", "TOPIC #room :what it is about", "TOPIC #room :",
            "@+draft/react=x TAGMSG #room");
        await bob.AskAsync("NICK robert", "PART #room :for a while", "JOIN #room", "PART #room", "JOIN #room");
        await alice.AskAsync("KICK #room robert :be gone");
        await bob.AskAsync("JOIN #room");
        await bob.LeaveAsync();
        TestClient carol = await chat.RegisterAsync("carol", "message-tags server-time");
        await carol.AskAsync("JOIN #room");
        await alice.AskAsync("PRIVMSG #room :end");

        TestClient watch = await chat.JoinAsync("watch", caps: Caps);
        IReadOnlyList<string> answer = await watch.AskAsync("CHATHISTORY LATEST #room * 100");
        answer.Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} JOIN #room",
            $":{Source("bob")} JOIN #room",
            $":{Source("bob")} PRIVMSG #room :hello",
            $":{Source("alice")} MODE #room +vo bob bob",
            $":{Source("alice")} MODE #room +l 5",
            $":{Source("alice")} TOPIC #room :what it is about",
            $":{Source("alice")} TOPIC #room :",
            $":{Source("alice")} TAGMSG #room",
            $":{Source("bob")} NICK robert",
            ":robert!~bob@127.0.0.1 PART #room :for a while",
            ":robert!~bob@127.0.0.1 JOIN #room",
            ":robert!~bob@127.0.0.1 PART #room",
            ":robert!~bob@127.0.0.1 JOIN #room",
            $":{Source("alice")} KICK #room robert :be gone",
            ":robert!~bob@127.0.0.1 JOIN #room",
            ":robert!~bob@127.0.0.1 QUIT :Quit: bye",
            $":{Source("carol")} JOIN #room",
            $":{Source("alice")} PRIVMSG #room :end",
            $":{Source("watch")} JOIN #room");
    }

    [Fact]
    public async Task Each_has_the_id_and_the_time_under_which_all_saw_it()
    {
        await using Chat chat = await Chat.StartAsync();
        const string Seen = Caps + " account-tag extended-join";
        (TestClient alice, TestClient bob) = await chat.PairAsync(Seen, "message-tags");
        chat.LogIn("bob", "robert");
        await bob.AskAsync("MODE bob +B", "PRIVMSG #room :hello", "PRIVMSG #room :again");
        await alice.SyncAsync();
        await bob.AskAsync("PART #room", "JOIN #room", "NICK robert");
        IReadOnlyList<string> seen = await alice.SyncAsync();
        seen.Should().HaveCount(3);
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 3");
        string reference = answer[0].Split(" +")[1].Split(' ')[0];
        answer.Skip(1).SkipLast(1).Should().Equal(seen.Select(line => $"@batch={reference};{line[1..]}"));
        Untagged(seen[1]).Should().Be($":{Source("bob")} JOIN #room robert :bob the tester");
        TagKeys(seen[1]).Should().Equal("time", "account", "msgid", "bot");
    }

    [Fact]
    public async Task Whoever_did_not_negotiate_it_gets_messages_only_and_as_many_as_asked_for()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync("batch draft/chathistory message-tags");
        await alice.AskAsync("PRIVMSG #room :one");
        for (int i = 0; i < 5; i++) await bob.AskAsync("PART #room", "JOIN #room", "@+draft/react=x TAGMSG #room");
        await alice.AskAsync("PRIVMSG #room :two");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 2")).Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} PRIVMSG #room :one", $":{Source("alice")} PRIVMSG #room :two");
    }

    [Fact]
    public async Task A_farewell_and_a_new_nickname_are_the_same_in_each_of_several_rooms()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#a", Caps);
        TestClient bob = await chat.JoinAsync("bob", "#a");
        await alice.AskAsync("JOIN #b,#silent", "PRIVMSG #a :x", "PRIVMSG #b :x");
        await bob.AskAsync("JOIN #b,#silent");
        await alice.SyncAsync();
        await bob.AskAsync("NICK robert");
        await bob.LeaveAsync();
        IReadOnlyList<string> seen = await alice.SyncAsync();
        seen.Select(Untagged).Should().Equal($":{Source("bob")} NICK robert", ":robert!~bob@127.0.0.1 QUIT :Quit: bye");
        foreach (string room in new[] { "#a", "#b" })
        {
            IReadOnlyList<string> answer = await alice.AskAsync($"CHATHISTORY LATEST {room} * 2");
            answer.Skip(1).SkipLast(1).Select(line => line.Split(';', 2)[1]).Should().Equal(seen.Select(line => line[1..]));
        }
        (await alice.AskAsync("CHATHISTORY LATEST #silent * 2")).Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            [$":{Source("bob")} NICK robert", ":robert!~bob@127.0.0.1 QUIT :Quit: bye"], "also where nothing was ever said");
    }

    [Fact]
    public async Task It_begins_with_the_first_JOIN_of_a_room_in_which_nothing_was_said()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithAccountAsync("alice", Caps);
        IReadOnlyList<string> entrance = await alice.AskAsync("JOIN #room");
        await alice.AskAsync("TOPIC #room :new", "MODE #room +m");
        IReadOnlyList<string> registered = await alice.AskChanServAsync("REGISTER #room");
        IReadOnlyList<string> answer = await alice.AskAsync("CHATHISTORY LATEST #room * 10");
        answer.Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} JOIN #room", $":{Source("alice")} TOPIC #room :new", $":{Source("alice")} MODE #room +m",
                ":chat.local MODE #room +q alice");
        Tag(answer[1], "msgid").Should().Be(Tag(entrance[0], "msgid"));
        Tag(answer[4], "msgid").Should().Be(Tag(registered[0], "msgid"));
    }

    [Fact]
    public async Task Nothing_is_kept_of_what_happens_behind_a_lock_before_the_store_knows_of_it()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        await alice.AskAsync("PRIVMSG #room :hello", "MODE #room +k secret");
        await bob.AskAsync("PART #room", "JOIN #room secret");
        await alice.AskAsync("PRIVMSG #room :there", "TOPIC #room :new");
        (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Skip(1).SkipLast(1).Select(Untagged).Should().Equal(
            $":{Source("alice")} JOIN #room", $":{Source("bob")} JOIN #room",
            $":{Source("alice")} PRIVMSG #room :hello", $":{Source("alice")} PRIVMSG #room :there", $":{Source("alice")} TOPIC #room :new");
    }

    [Fact]
    public async Task Where_nothing_is_kept_of_what_is_said_nothing_is_of_what_happens()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps);
        await alice.AskAsync("PRIVMSG #room :hello");
        chat.Server.Context.CommitPipeline.SetRetention("#room"u8.ToArray(), TimeSpan.Zero);
        await bob.AskAsync("PART #room", "JOIN #room");
        await alice.SyncAsync();
        (await alice.AskAsync("CHATHISTORY LATEST #room * 10")).Should()
            .NotContain(line => line.Contains(" JOIN ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task History_has_the_order_that_everybody_saw(bool isOnDisk)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options =>
            options with { DataFolder = isOnDisk ? folder.Path : null, OutboxBytes = 1 << 24 });
        TestClient witness = await chat.JoinAsync("witness", caps: Caps + " echo-message");
        await witness.AskAsync("PRIVMSG #room :begin");
        TestClient[] others = [await chat.JoinAsync("one"), await chat.JoinAsync("two"), await chat.JoinAsync("three")];
        await witness.SyncAsync();
        await Task.WhenAll(
            SayAsync(others[0], i => [$"PRIVMSG #room :{i}"]),
            SayAsync(others[1], i => ["PART #room", "JOIN #room"]),
            SayAsync(others[2], i => [$"NICK three{i}", $"PRIVMSG #room :three {i}"]));
        string[] seen = [.. (await witness.SyncAsync()).Select(line => line[1..])];
        seen.Should().HaveCount(5 * 60);
        IReadOnlyList<string> answer = await witness.AskAsync($"CHATHISTORY LATEST #room * {seen.Length}");
        answer.Skip(1).SkipLast(1).Select(line => line.Split(';', 2)[1]).Should().Equal(seen);
        seen.Select(line => Tag("@" + line, "msgid")).Should().BeInAscendingOrder(StringComparer.Ordinal);
    }

    private static async Task SayAsync(TestClient client, Func<int, string[]> lines)
    {
        for (int i = 0; i < 60; i++) await client.AskAsync(lines(i));
    }
}
