using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

/// <summary>What was said while a room was closed is for those who were members then, wherever history is shown.</summary>
[Specification("ChatSockets", "Manual, History")]
public sealed class HistoryAccessTests : IDisposable
{
    private const string Caps = "batch draft/chathistory message-tags";

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("+i", "-i")]
    [InlineData("+k key", "-k key")]
    [InlineData("+s", "-s")]
    [InlineData("+R", "-R")]
    public async Task A_newcomer_reads_all_but_what_was_said_behind_a_lock(string closed, string open)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await ClosedForAWhileAsync(chat, closed, open);
        TestClient bob = await chat.JoinAsync("bob", caps: Caps);
        (await ReadAsync(bob)).Should().Equal("before", "after");
        (await ReadAsync(alice)).Should().Equal("before", "secret one", "secret two", "after");
    }

    [Theory]
    [InlineData("LATEST #room * 100", "before after")]
    [InlineData("LATEST #room * 1", "after")]
    [InlineData("BEFORE #room timestamp=2030-01-01T00:00:00.000Z 2", "before after")]
    [InlineData("AFTER #room timestamp=2020-01-01T00:00:00.000Z 2", "before after")]
    [InlineData("AROUND #room timestamp=2026-01-02T12:01:03.345Z 3", "before after")]
    [InlineData("BETWEEN #room timestamp=2020-01-01T00:00:00.000Z timestamp=2030-01-01T00:00:00.000Z 100", "before after")]
    [InlineData("BETWEEN #room timestamp=2030-01-01T00:00:00.000Z timestamp=2020-01-01T00:00:00.000Z 1", "after")]
    public async Task So_it_is_with_every_way_to_ask_for_history(string asked, string expected)
    {
        await using Chat chat = await Chat.StartAsync();
        await ClosedForAWhileAsync(chat);
        TestClient bob = await chat.JoinAsync("bob", caps: Caps);
        Texts(await bob.AskAsync($"CHATHISTORY {asked}")).Should().Equal(expected.Split(' '));
    }

    [Fact]
    public async Task So_it_is_with_the_history_that_is_shown_to_whoever_enters()
    {
        await using Chat chat = await Chat.StartAsync();
        await ClosedForAWhileAsync(chat);
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("JOIN #room")).Where(line => line.Contains("PRIVMSG", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[^1]).Should().Equal("before", "after");
    }

    [Fact]
    public async Task So_it_is_with_a_search_with_words_and_without()
    {
        await using Chat chat = await Chat.StartAsync();
        await ClosedForAWhileAsync(chat);
        TestClient bob = await chat.JoinAsync("bob", caps: "soju.im/search batch");
        (await bob.AskAsync("SEARCH text=secret")).Where(IsLine).Should().BeEmpty();
        Texts(await bob.AskAsync("SEARCH from=alice")).Should().Equal("before", "after");
        Texts(await bob.AskAsync("SEARCH from=alice;after=2020-01-01T00:00:00.000Z")).Should().Equal("before", "after");
    }

    [Fact]
    public async Task So_it_is_with_znc_playback()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :secret", "MODE #room -i");
        TestClient bob = await chat.JoinAsync("bob", caps: "batch server-time znc.in/playback");
        (await bob.AskAsync("PRIVMSG *playback :PLAY #room")).Should()
            .NotContain(line => line.Contains("secret", StringComparison.Ordinal));
        (await bob.AskAsync("PRIVMSG *playback :LIST #room")).Should().BeEmpty("its time tells that something was said");
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await alice.AskAsync("PRIVMSG #room :open");
        (await bob.AskAsync("PRIVMSG *playback :LIST #room"))[^1].Should().EndWith("#room 1767355263.345 1767355263.345");
    }

    [Fact]
    public async Task So_it_is_with_the_time_of_the_last_message_of_a_target()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :open");
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :secret", "MODE #room -i");
        TestClient bob = await chat.JoinAsync("bob", caps: Caps);
        const string All = "CHATHISTORY TARGETS timestamp=2020-01-01T00:00:00.000Z timestamp=2030-01-01T00:00:00.000Z 10";
        (await bob.AskAsync(All))[^2].Should().EndWith("#room 2026-01-02T12:01:02.345Z");
        (await alice.AskAsync(All))[^2].Should().EndWith("#room 2026-01-02T12:01:03.345Z");
    }

    [Fact]
    public async Task So_it_is_with_what_happened()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :open", "MODE #room +i", "PRIVMSG #room :secret", "TOPIC #room :of the conspiracy",
            "MODE #room +k unguessable", "MODE #room -ik x", "TOPIC #room :tea", "PRIVMSG #room :open");
        TestClient bob = await chat.JoinAsync("bob", caps: Caps + " draft/event-playback");
        (await bob.AskAsync("CHATHISTORY LATEST #room * 100")).Should()
            .NotContain(line => line.Contains("conspiracy", StringComparison.Ordinal)
                || line.Contains("unguessable", StringComparison.Ordinal));
    }

    [Trait("Servers", "One")]
    [Fact]
    public async Task A_message_that_one_may_not_read_does_not_exist_for_a_redaction()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: "message-tags echo-message");
        await alice.AskAsync("MODE #room +i");
        string id = Tag((await alice.AskAsync("PRIVMSG #room :secret"))[0], "msgid")!;
        await alice.AskAsync("MODE #room -i", "PRIVMSG #room :open");
        TestClient bob = await chat.JoinAsync("bob", caps: "draft/message-redaction");
        chat.Server.Context.Rooms.TryFind("#room"u8, out Room? room).Should().BeTrue();
        chat.Server.Context.MessageIds.TryParse(Utf8(id), out long number).Should().BeTrue();
        // What was said lately is known without the store; this looks there.
        lock (room!.Gate)
        {
            for (int i = 1; i <= RecentMessages.InRoom; i++) room.Recent.Add(number + i, 1, 0);
        }
        (await bob.AskAsync($"REDACT #room {id}"))[0].Should().Contain("UNKNOWN_MSGID");
    }

    [Fact]
    public async Task A_guest_who_leaves_has_lost_what_was_said_behind_the_lock_and_one_who_stays_has_not()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        TestClient bob = await chat.JoinAsync("bob", caps: Caps), carol = await chat.JoinAsync("carol", caps: Caps);
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :secret", "MODE #room -i", "PRIVMSG #room :after");
        await bob.AskAsync("PART #room", "JOIN #room");
        (await ReadAsync(bob)).Should().Equal("after");
        (await ReadAsync(carol)).Should().Equal("secret", "after");
    }

    [Fact]
    public async Task An_account_stays_a_member_when_the_connection_is_lost_and_reads_what_was_said_meanwhile()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        TestClient bob = await chat.WithAccountAsync("bob", Caps);
        await bob.AskAsync("JOIN #room");
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :one");
        await bob.QuitAsync();
        await alice.AskAsync("PRIVMSG #room :two", "MODE #room -i", "PRIVMSG #room :three");
        TestClient again = await chat.LoggedInAsync("bob", Caps);
        await again.AskAsync("JOIN #room");
        (await ReadAsync(again)).Should().Equal("one", "two", "three");
    }

    [Fact]
    public async Task Over_a_restart_of_the_server_too()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
            TestClient bob = await chat.WithAccountAsync("bob", Caps);
            await chat.WithAccountAsync("carol", Caps);
            await bob.AskAsync("JOIN #room");
            await alice.AskAsync("PRIVMSG #room :before", "MODE #room +k key", "PRIVMSG #room :secret", "MODE #room -k key",
                "PRIVMSG #room :after");
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient bob = await chat.LoggedInAsync("bob", Caps), carol = await chat.LoggedInAsync("carol", Caps),
                alice = await chat.LoggedInAsync("alice", Caps);
            foreach (TestClient client in new[] { carol, bob, alice }) await client.AskAsync("JOIN #room");
            (await ReadAsync(carol)).Should().Equal("before", "after");
            (await ReadAsync(bob)).Should().Equal("before", "secret", "after");
            (await ReadAsync(alice)).Should().Equal("before", "secret", "after");
        }
    }

    [Theory]
    [InlineData("PART #room", "")]
    [InlineData("", "KICK #room bob")]
    public async Task An_account_that_parts_or_is_kicked_is_no_member_any_more(string own, string others)
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        TestClient bob = await chat.WithAccountAsync("bob", Caps);
        await bob.AskAsync("JOIN #room");
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :one");
        if (own.Length > 0) await bob.AskAsync(own);
        else await alice.AskAsync(others);
        await alice.AskAsync("PRIVMSG #room :two", "MODE #room -i", "PRIVMSG #room :three");
        await bob.AskAsync("JOIN #room");
        (await ReadAsync(bob)).Should().Equal("three");
    }

    [Fact]
    public async Task A_member_who_is_kicked_before_anybody_has_looked_what_was_said_is_none_any_more()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
            TestClient bob = await chat.WithAccountAsync("bob", Caps);
            await bob.AskNickServAsync("SET ALWAYS-ON ON");
            await bob.AskAsync("JOIN #room");
            await alice.AskAsync("MODE #room +s", "PRIVMSG #room :secret");
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.LoggedInAsync("alice", Caps);
            await alice.AskAsync("JOIN #room", "KICK #room bob", "MODE #room -s", "PRIVMSG #room :after");
            TestClient bob = await chat.LoggedInAsync("bob", Caps);
            await bob.AskAsync("JOIN #room");
            (await ReadAsync(bob)).Should().Equal("after");
        }
    }

    [Fact]
    public async Task Whoever_logs_in_inside_is_a_member_from_the_entry_on()
    {
        await using Chat chat = await StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :zero", "INVITE bob #room");
        await (await chat.WithAccountAsync("bob")).QuitAsync();
        TestClient bob = await chat.RegisterAsync("bobby", Caps);
        await alice.AskAsync("INVITE bobby #room");
        await bob.AskAsync("JOIN #room");
        await alice.AskAsync("PRIVMSG #room :one");
        await bob.AskNickServAsync($"IDENTIFY bob {ServiceChat.Password}");
        await bob.QuitAsync();
        await alice.AskAsync("PRIVMSG #room :two", "MODE #room -i");
        TestClient again = await chat.LoggedInAsync("bob", Caps);
        await again.AskAsync("JOIN #room");
        (await ReadAsync(again)).Should().Equal("one", "two");
    }

    [Fact]
    public async Task Those_on_the_list_of_a_registered_room_read_all_of_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
        TestClient bob = await chat.WithAccountAsync("bob", Caps), carol = await chat.WithAccountAsync("carol", Caps);
        await alice.AskAsync("MODE #room +i", "PRIVMSG #room :secret", "MODE #room -i");
        await alice.AskChanServAsync("ACCESS #room ADD bob voice");
        await bob.AskAsync("JOIN #room");
        await carol.AskAsync("JOIN #room");
        (await ReadAsync(bob)).Should().Equal("secret");
        (await ReadAsync(carol)).Should().BeEmpty();
    }

    [Fact]
    public async Task Whoever_is_let_in_behind_the_lock_reads_from_the_entry_on()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        TestClient bob = await chat.RegisterAsync("bob", Caps);
        await alice.AskAsync("PRIVMSG #room :before", "MODE #room +k key", "PRIVMSG #room :one");
        await bob.AskAsync("JOIN #room key");
        await alice.AskAsync("PRIVMSG #room :two", "MODE #room +s-k key", "PRIVMSG #room :three");
        (await ReadAsync(bob)).Should().Equal("before", "two", "three");
    }

    [Fact]
    public async Task More_periods_than_are_counted_become_one_and_hide_what_lies_between()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        for (int i = 0; i < ClosedPeriod.Maximum + 3; i++)
            await alice.AskAsync("MODE #room +i", $"PRIVMSG #room :secret{i}", "MODE #room -i", $"PRIVMSG #room :open{i}");
        chat.Server.Context.Store.Number("SELECT count(*) FROM closed_periods").Should().Be(ClosedPeriod.Maximum);
        TestClient bob = await chat.JoinAsync("bob", caps: Caps);
        IReadOnlyList<string> read = await ReadAsync(bob);
        read.Should().NotContain(text => text.StartsWith("secret", StringComparison.Ordinal)).And.HaveCount(ClosedPeriod.Maximum);
        read[^1].Should().Be($"open{ClosedPeriod.Maximum + 2}");
        (await ReadAsync(alice)).Should().HaveCount(100);
    }

    [Fact]
    public async Task What_is_on_its_way_to_the_disk_when_the_lock_is_set_was_said_before_it()
    {
        await using Chat chat = await StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync(Caps, Caps);
        await bob.AskAsync("PRIVMSG #room :first");
        using var mayGoOn = new ManualResetEventSlim();
        var hold = new Change<bool>(_ => mayGoOn.Wait(Waiting.Deadline));
        chat.Server.Context.Store.Commits.Submit(hold);
        await bob.SendAsync("PRIVMSG #room :open");
        chat.Server.Context.Rooms.TryFind("#room"u8, out Room? room).Should().BeTrue();
        await Waiting.UntilAsync(() => HasSpeech(room!), "the line to be on its way");
        await alice.AskAsync("MODE #room +i");
        await alice.SendAsync("PRIVMSG #room :secret");
        mayGoOn.Set();
        await alice.SyncAsync();
        await bob.SyncAsync();
        await alice.AskAsync("MODE #room -i");
        (await ReadAsync(await chat.JoinAsync("carol", caps: Caps))).Should().Equal("first", "open");
    }

    [Fact]
    public async Task A_file_that_knows_only_that_a_conversation_was_closed_shows_it_to_its_always_on_members_and_those_on_the_list()
    {
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.WithRoomAsync("alice", caps: Caps);
            await chat.WithAccountAsync("carol");
            TestClient bob = await chat.WithAccountAsync("bob", Caps);
            await bob.AskNickServAsync("SET ALWAYS-ON ON");
            await bob.AskAsync("JOIN #room");
            await alice.AskAsync("PRIVMSG #room :secret");
            // As the step of the schema finds it, and leaves it.
            string step = Schema.Steps.Single(sql => sql.Contains("INSERT INTO closed_periods", StringComparison.Ordinal));
            chat.Server.Context.Store.Change(connection =>
            {
                Database.Execute(connection, "UPDATE conversations SET restricted = 1");
                Database.Execute(connection, step[step.IndexOf("INSERT INTO closed_periods", StringComparison.Ordinal)..]);
                return true;
            });
        }
        await using (Chat chat = await StartAsync())
        {
            TestClient alice = await chat.LoggedInAsync("alice", Caps), bob = await chat.LoggedInAsync("bob", Caps),
                carol = await chat.LoggedInAsync("carol", Caps);
            await alice.AskAsync("JOIN #room", "PRIVMSG #room :open");
            await carol.AskAsync("JOIN #room");
            (await ReadAsync(alice)).Should().Equal("secret", "open");
            (await ReadAsync(bob)).Should().Equal("secret", "open");
            (await ReadAsync(carol)).Should().Equal("open");
        }
    }

    private Task<Chat> StartAsync() => Chat.StartAsync(options => options with { DataFolder = _folder.Path });

    // Alice, in a room in which something was said before, while and after it was closed.
    private static async Task<TestClient> ClosedForAWhileAsync(Chat chat, string closed = "+i", string open = "-i")
    {
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :before", $"MODE #room {closed}");
        await alice.AskAsync("PRIVMSG #room :secret one", "PRIVMSG #room :secret two");
        chat.Clock.Advance(TimeSpan.FromSeconds(1));
        await alice.AskAsync($"MODE #room {open}", "PRIVMSG #room :after");
        return alice;
    }

    private static async Task<IReadOnlyList<string>> ReadAsync(TestClient client) =>
        Texts(await client.AskAsync("CHATHISTORY LATEST #room * 100"));

    private static string[] Texts(IReadOnlyList<string> answer) => [.. answer.Where(IsLine).Select(line => line.Split(" :")[^1])];

    private static bool IsLine(string line) =>
        line.StartsWith("@batch=", StringComparison.Ordinal) && line.Contains(" PRIVMSG ", StringComparison.Ordinal);

    private static bool HasSpeech(Room room)
    {
        lock (room.Gate) return !room.Speech.IsEmpty;
    }
}
