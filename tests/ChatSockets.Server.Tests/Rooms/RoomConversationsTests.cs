using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Rooms;

/// <summary>Who may read later what was said in a room that is no more, or has another name.</summary>
[Specification("ChatSockets", "Manual, History")]
public sealed class RoomConversationsTests
{
    private const string Caps = "batch draft/chathistory";

    [Theory]
    [InlineData("")]
    [InlineData("+l 5")]
    [InlineData("+m")]
    [InlineData("+b *!*@example.org")]
    public async Task What_was_said_where_everybody_could_enter_is_there_for_whoever_opens_the_room_again(string modes)
    {
        await using Chat chat = await Chat.StartAsync();
        await SayAsync(chat, "alice", modes, "hello");
        (await OpenedAsync(chat, "bob")).Should().Equal($":{Source("alice")} PRIVMSG #room :hello");
    }

    [Theory]
    [InlineData("+k secret")]
    [InlineData("+i")]
    [InlineData("+s")]
    [InlineData("+R")]
    public async Task What_was_said_behind_a_lock_is_not(string modes)
    {
        await using Chat chat = await Chat.StartAsync();
        await SayAsync(chat, "alice", modes, "secret");
        (await OpenedAsync(chat, "bob")).Should().BeEmpty();
        await SayAsync(chat, "carol", "", "open");
        (await OpenedAsync(chat, "bob")).Should().Equal($":{Source("carol")} PRIVMSG #room :open");
    }

    [Theory]
    [InlineData("+k secret")]
    [InlineData("+i")]
    [InlineData("+s")]
    [InlineData("+R")]
    public async Task Not_after_a_crash_either(string modes)
    {
        using var folder = new TempFolder();
        using var copy = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.JoinAsync("alice", caps: Caps);
            await alice.AskAsync("PRIVMSG #room :open", $"MODE #room {modes}", "PRIVMSG #room :secret");
            // The file as it is while the room is open.
            foreach (string file in Directory.GetFiles(folder.Path, Database.FileName + "*"))
                File.Copy(file, Path.Combine(copy.Path, Path.GetFileName(file)));
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = copy.Path }))
        {
            (await OpenedAsync(chat, "bob")).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task After_a_restart_what_everybody_could_hear_is_there_and_what_not_everybody_could_is_not()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            await chat.JoinAsync("alice", "#open");
            await (await chat.JoinAsync("bob", "#open"))
                .AskAsync("PRIVMSG #open :hello", "JOIN #shut", "MODE #shut +i", "PRIVMSG #shut :secret");
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient carol = await chat.RegisterAsync("carol", Caps);
            await carol.AskAsync("JOIN #open,#shut");
            (await HistoryAsync(carol, "#open")).Should().Equal($":{Source("bob")} PRIVMSG #open :hello");
            (await HistoryAsync(carol, "#shut")).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task A_lock_that_nobody_spoke_behind_takes_nothing_away()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :open", "MODE #room +i", "@+typing=active TAGMSG #room", "PART #room");
        (await OpenedAsync(chat, "bob")).Should().ContainSingle();
    }

    [Fact]
    public async Task The_mark_is_in_the_file_before_the_line()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.JoinAsync("alice", caps: Caps);
        await alice.AskAsync("PRIVMSG #room :open", "MODE #room +i");
        Restricted(chat).Should().Be(0);
        chat.Server.Context.Rooms.TryFind("#room"u8, out Room? room).Should().BeTrue();
        bool isKept = true;
        using (chat.Server.Context.CommitPipeline.Enter(room!, ref isKept, out string? failure))
        {
            (isKept, failure).Should().Be((true, null));
            Restricted(chat).Should().Be(1);
            chat.Server.Context.Store.Number(
                "SELECT count(*) FROM closed_periods WHERE until IS NULL AND first > (SELECT max(id) FROM lines)").Should().Be(1);
            Lines(chat).Should().Be(1);
        }
    }

    [Fact]
    public async Task A_line_behind_a_lock_of_which_the_file_cannot_be_told_is_refused_and_the_next_one_is_kept_as_closed()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient alice = await chat.WithAccountAsync("alice", Caps);
            await alice.AskAsync("JOIN #room", "PRIVMSG #room :open", "MODE #room +i");
            Execute(chat, "CREATE TRIGGER full BEFORE INSERT ON closed_periods BEGIN SELECT RAISE(ABORT, 'full'); END");
            (await alice.AskAsync("PRIVMSG #room :lost"))[0].Should().Contain("Your message was not sent");
            Execute(chat, "DROP TRIGGER full");
            await alice.AskAsync("PRIVMSG #room :secret", "MODE #room -i");
            TestClient bob = await chat.JoinAsync("bob", caps: Caps);
            (await HistoryAsync(bob, "#room")).Should().ContainSingle();
            await alice.QuitAsync();
            TestClient again = await chat.LoggedInAsync("alice", Caps);
            await again.AskAsync("JOIN #room");
            (await HistoryAsync(again, "#room")).Should().HaveCount(2, "the account was a member");
        }
    }

    [Fact]
    [Specification("IRCv3 channel-rename", "Messages")]
    public async Task What_was_said_goes_with_a_room_that_gets_another_name()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#old", Caps + " draft/channel-rename");
        await alice.AskAsync("PRIVMSG #old :one", "RENAME #old #new", "PRIVMSG #new :two");
        string[] said = [$":{Source("alice")} PRIVMSG #new :one", $":{Source("alice")} PRIVMSG #new :two"];
        (await HistoryAsync(alice, "#new")).Should().Equal(said);
        TestClient bob = await chat.JoinAsync("bob", "#old", Caps);
        (await HistoryAsync(bob, "#old")).Should().BeEmpty();
        await bob.AskAsync("PRIVMSG #old :three", "PART #old");
        await alice.AskAsync("PART #new");
        (await OpenedAsync(chat, "carol", "#new")).Should().Equal(said);
        (await OpenedAsync(chat, "dave", "#old")).Should().Equal($":{Source("bob")} PRIVMSG #old :three");
    }

    [Fact]
    public async Task What_was_said_before_a_room_was_opened_goes_with_it_too()
    {
        using var folder = new TempFolder();
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path })) await SayAsync(chat, "alice",
            "", "one", room: "#old");
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            TestClient bob = await chat.JoinAsync("bob", "#old", Caps + " draft/channel-rename");
            await bob.AskAsync("RENAME #old #new");
            (await HistoryAsync(bob, "#new")).Should().Equal($":{Source("alice")} PRIVMSG #new :one");
            (await OpenedAsync(chat, "carol", "#old")).Should().BeEmpty();
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            (await OpenedAsync(chat, "dave", "#new")).Should().ContainSingle();
            (await OpenedAsync(chat, "erin", "#old")).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("PRIVMSG #old :hello")]
    [InlineData("BATCH +1 draft/multiline #old|@batch=1 PRIVMSG #old :hello|BATCH -1")]
    [Specification("IRCv3 channel-rename", "Messages")]
    public async Task What_is_on_its_way_to_the_disk_then_is_told_under_the_new_name(string said)
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TestClient alice = await chat.JoinAsync("alice", "#old", "draft/channel-rename");
        TestClient bob = await chat.JoinAsync("bob", "#old", "draft/channel-rename echo-message batch draft/multiline");
        await bob.AskAsync("PRIVMSG #old :first");
        await alice.SyncAsync();
        chat.Server.Context.Rooms.TryFind("#old"u8, out Room? room).Should().BeTrue();
        using var mayGoOn = new ManualResetEventSlim();
        var isHeld = new TaskCompletionSource();
        Task holding = Task.Run(() => chat.Server.Context.Store.Change(_ =>
        {
            isHeld.SetResult();
            return mayGoOn.Wait(Waiting.Deadline);
        }));
        await isHeld.Task.WithinDeadlineAsync("the store to be held");
        await bob.SendAsync(said.Split('|'));
        await Waiting.UntilAsync(() => HasSpeech(room!), "the line to be on its way");
        // Without the command, which would wait for the store.
        lock (room!.Gate) room.TryRename(Utf8("#new"), chat.Clock.GetUtcNow()).Should().BeTrue();
        mayGoOn.Set();
        await holding;
        (await alice.NextAsync()).Should().Be($":{Source("bob")} PRIVMSG #new :hello");
        (await bob.SyncAsync()).Where(line => line.Contains("hello", StringComparison.Ordinal)).Should().ContainSingle().Which.Should()
            .Contain("PRIVMSG #new :hello");
    }

    [Fact]
    public async Task While_all_speak_and_rooms_change_names_and_close_nobody_reads_what_was_said_elsewhere()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async who =>
        {
            TestClient client = await chat.RegisterAsync($"user{who}", Caps + " draft/channel-rename message-tags");
            for (int i = 0; i < 40; i++)
            {
                // Only whoever opens a room speaks there, and behind a lock: so nothing may ever be read that was said before one came.
                string name = $"#{(who + i) % 3}", other = $"#{(who + i + 1) % 3}";
                IReadOnlyList<string> entrance = await client.AskAsync($"JOIN {name}");
                if (entrance.Any(line => line.Contains($"@user{who} ", StringComparison.Ordinal)
                    || line.EndsWith($":@user{who}", StringComparison.Ordinal)))
                {
                    await client.AskAsync($"MODE {name} +i", $"PRIVMSG {name} :{who} {i}", $"RENAME {name} {other}",
                        $"PRIVMSG {other} :{who} {i}");
                    foreach (string room in new[] { name, other })
                    {
                        IReadOnlyList<string> history = await client.AskAsync($"CHATHISTORY LATEST {room} * 100");
                        history.Select(line => Tag(line, "msgid")).OfType<string>().Should()
                            .NotContain(id => string.CompareOrdinal(id, Tag(entrance[0], "msgid")) < 0);
                    }
                }
                await client.AskAsync("JOIN 0");
            }
        }));
        Lines(chat).Should().BeGreaterThan(10);
    }

    // Somebody opens the room, speaks, and leaves it empty.
    private static async Task SayAsync(Chat chat, string who, string modes, string text, string room = "#room")
    {
        TestClient client = await chat.JoinAsync(who, room, Caps);
        if (modes.Length > 0) await client.AskAsync($"MODE {room} {modes}");
        await client.AskAsync($"PRIVMSG {room} :{text}", $"PART {room}");
    }

    private static async Task<IEnumerable<string>> OpenedAsync(Chat chat, string who, string room = "#room")
    {
        TestClient client = await chat.JoinAsync(who, room, Caps);
        IEnumerable<string> history = await HistoryAsync(client, room);
        await client.SendAsync("QUIT");
        await client.ReadToEndAsync();
        return history;
    }

    private static async Task<IEnumerable<string>> HistoryAsync(TestClient client, string room) =>
        (await client.AskAsync($"CHATHISTORY LATEST {room} * 100"))
            .Where(line => line.StartsWith("@batch=", StringComparison.Ordinal)).Select(Untagged);

    private static bool HasSpeech(Room room)
    {
        lock (room.Gate) return !room.Speech.IsEmpty;
    }

    private static void Execute(Chat chat, string sql) => chat.Server.Context.Store.Change(connection =>
    {
        Database.Execute(connection, sql);
        return true;
    });

    private static long Lines(Chat chat) =>
        chat.Server.Context.Store.Read(connection => Database.Number(connection, "SELECT count(*) FROM lines"));

    private static long Restricted(Chat chat) =>
        chat.Server.Context.Store.Read(connection =>
            Database.Number(connection, "SELECT count(*) FROM conversations WHERE restricted = 1"));
}
