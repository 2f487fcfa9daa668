using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Tests.Storage;

[Specification("ChatSockets", "Manual, History")]
public sealed class RetentionJobTests
{
    [Fact]
    public async Task What_is_too_old_goes_with_its_words_and_tells_the_log()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2 });
        Store store = chat.Server.Context.Store;
        long room = store.Room("#room");
        store.SayMany(room, LineEraser.Piece + 1);
        chat.Clock.Advance(TimeSpan.FromDays(1));
        long young = store.Say(room, "young words");
        store.Found("words").Should().HaveCount(LineEraser.Piece + 2);
        chat.Clock.Advance(TimeSpan.FromDays(1) - TimeSpan.FromMinutes(1));
        store.Texts().Should().HaveCount(LineEraser.Piece + 2);
        chat.Clock.Advance(RetentionJob.Interval);
        store.Texts().Should().Equal("young words");
        store.Found("words").Should().Equal(young);
        chat.Log.Lines.Should().Contain("Information: 1001 lines of history were too old or too many, and are gone ");
    }

    [Fact]
    public async Task A_clock_that_was_set_forward_is_believed_after_a_day()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2 });
        Store store = chat.Server.Context.Store;
        long room = store.Room("#room");
        store.Say(room, "old");
        chat.Clock.Set(TimeSpan.FromDays(30));
        chat.Clock.Advance(RetentionJob.Interval);
        store.Texts().Should().Equal("old");
        chat.Log.Lines.Should()
            .Contain(line => line.StartsWith("Warning: The clock was set forward by 30.0 days", StringComparison.Ordinal));
        // It was a mistake.
        chat.Clock.Set(TimeSpan.FromDays(-30));
        chat.Clock.Advance(RetentionJob.Interval);
        chat.Clock.Advance(TimeSpan.FromHours(20));
        store.Texts().Should().Equal("old");
        chat.Clock.Set(TimeSpan.FromDays(30));
        chat.Clock.Advance(RetentionJob.Interval);
        chat.Clock.Advance(RetentionJob.Interval);
        store.Texts().Should().Equal("old");
        chat.Clock.Advance(ClockWatch.Doubt);
        store.Texts().Should().BeEmpty();
    }

    [Fact]
    public async Task Lines_with_a_time_in_the_future_stay_until_those_around_them_go()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2 });
        Store store = chat.Server.Context.Store;
        long room = store.Room("#room");
        store.Say(room, "before");
        chat.Clock.Set(TimeSpan.FromDays(365));
        store.Say(room, "in the future");
        chat.Clock.Set(TimeSpan.FromDays(-365));
        chat.Clock.Advance(TimeSpan.FromHours(40));
        store.Say(room, "after");
        store.Texts().Should().Equal("before", "in the future", "after");
        chat.Clock.Advance(TimeSpan.FromHours(10));
        store.Texts().Should().Equal("in the future", "after");
        chat.Clock.Advance(TimeSpan.FromHours(50));
        store.Texts().Should().BeEmpty();
    }

    [Fact]
    public async Task For_ever_is_the_default()
    {
        await using Chat chat = await Chat.StartAsync();
        Store store = chat.Server.Context.Store;
        store.Say(store.Room("#room"), "old");
        chat.Clock.Advance(TimeSpan.FromDays(10_000));
        store.Texts().Should().Equal("old");
    }

    [Fact]
    public async Task A_rooms_own_time_counts_and_private_conversations_have_the_servers()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 9 });
        Store store = chat.Server.Context.Store;
        foreach (string name in new[] { "#short", "#room", "alice,bob" }) store.Say(store.Room(name), name);
        chat.Server.Context.CommitPipeline.SetRetention(Wire.Utf8("#SHORT"), TimeSpan.FromDays(1));
        chat.Clock.Advance(TimeSpan.FromDays(2));
        store.Texts().Should().Equal("#room", "alice,bob");
        chat.Clock.Advance(TimeSpan.FromDays(8));
        store.Texts().Should().BeEmpty();
    }

    [Fact]
    public async Task It_is_done_at_the_start_too()
    {
        using var folder = new TempFolder();
        var clock = new ManualClock();
        using (Store store = Keeping.Open(folder.Path, clock)) store.Say(store.Room("#room"), "old");
        clock.Advance(TimeSpan.FromDays(3));
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2, DataFolder = folder.Path, Clock = clock });
        chat.Server.Context.Store.Texts().Should().BeEmpty();
        chat.Server.Context.Store.Number("PRAGMA auto_vacuum").Should().Be(2);
    }

    [Fact]
    public async Task Another_time_counts_as_soon_as_it_is_set()
    {
        await using Chat chat = await Chat.StartAsync();
        Store store = chat.Server.Context.Store;
        store.Say(store.Room("#room"), "old");
        chat.Clock.Advance(TimeSpan.FromDays(3));
        chat.Server.Reload(chat.Options with { HistoryDays = 2 }).Changed.Should().Equal("history-days");
        store.Texts().Should().BeEmpty();
    }

    [Fact]
    public async Task A_new_limit_of_size_is_kept_at_once_and_the_disk_gets_back_what_is_free()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        Store store = chat.Server.Context.Store;
        long old = store.Room("#old"), young = store.Room("#young");
        store.SayMany(old, 60_000);
        chat.Clock.Advance(TimeSpan.FromDays(1));
        store.SayMany(young, 5000);
        store.IndexWords();
        long before = store.Number("PRAGMA page_count");
        before.Should().BeGreaterThan(1024 + 512);
        chat.Server.Reload(chat.Options with { HistoryMegabytes = 2 });
        store.Read(connection => StoreSize.IsOver(connection, 2 << 20)).Should().BeFalse();
        store.Texts("#young").Should().HaveCount(5000);
        store.Texts("#old").Should().HaveCountLessThan(20_000).And.EndWith("some words that take their place 59999");
        store.Number("PRAGMA page_count").Should().BeLessThan(before * 3 / 4);
        store.ShouldBeSound();
    }

    [Fact]
    public async Task A_conversation_without_lines_goes_when_nobody_has_had_it_in_hand_for_a_while()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 1 });
        Store store = chat.Server.Context.Store;
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :hello");
        chat.Server.Context.Conversations.OfPair("alice"u8, "bob"u8);
        chat.Server.Context.Conversations.OfPair("carol"u8, "bob"u8);
        chat.Clock.Advance(TimeSpan.FromDays(2));
        store.Texts().Should().BeEmpty();
        store.Names().Should().Equal("#room", "alice,bob", "bob,carol");
        // Somebody is about to speak.
        long pair = chat.Server.Context.Conversations.OfPair("alice"u8, "bob"u8);
        chat.Clock.Advance(RetentionJob.Interval);
        store.Names().Should().Equal("#room", "alice,bob");
        store.Say(pair, "hello bob");
        chat.Clock.Advance(RetentionJob.Interval);
        chat.Clock.Advance(RetentionJob.Interval);
        store.Names().Should().Equal("#room", "alice,bob");
        await alice.AskAsync("PRIVMSG #room :hello again");
        store.Texts("#room").Should().Equal("hello again");
    }

    [Fact]
    public async Task A_room_that_is_gone_and_comes_again_is_found_again()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 1 });
        Store store = chat.Server.Context.Store;
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("PRIVMSG #room :hello", "PART #room");
        chat.Clock.Advance(TimeSpan.FromDays(2));
        chat.Clock.Advance(RetentionJob.Interval);
        store.Names().Should().BeEmpty();
        await alice.AskAsync("JOIN #room", "PRIVMSG #room :hello again");
        store.Texts("#room").Should().Equal("hello again");
    }

    [Fact]
    public async Task Ids_of_messages_that_are_not_sent_again_are_forgotten()
    {
        await using Chat chat = await Chat.StartAsync();
        Store store = chat.Server.Context.Store;
        foreach (int hours in new[] { 0, 20 })
        {
            chat.Clock.Advance(TimeSpan.FromHours(hours));
            store.Change(connection =>
            {
                Database.Execute(connection,
                    $"INSERT INTO once VALUES ('alice', 't{hours}', 1, {chat.Server.Context.MessageIds.FirstOf(chat.Clock.GetUtcNow())})");
                return true;
            });
        }
        store.Number("SELECT count(*) FROM once").Should().Be(2);
        chat.Clock.Advance(TimeSpan.FromHours(5));
        store.Number("SELECT count(*) FROM once WHERE token = 't20'").Should().Be(1);
        store.Number("SELECT count(*) FROM once").Should().Be(1);
    }

    [Fact]
    public async Task What_happened_goes_as_what_was_said_does_and_so_does_what_waits_for_somebody()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 1 });
        Store store = chat.Server.Context.Store;
        long pair = store.Room("alice,bob"), room = store.Room("#room");
        long line = store.Say(pair, "are you there?");
        store.Say(room, "joined", kind: LineKind.Join);
        store.Change(connection =>
        {
            Database.Execute(connection, $"INSERT INTO mailbox (account, line, conversation) VALUES ('bob', {line}, {pair})");
            return true;
        });
        chat.Clock.Advance(RetentionJob.Interval);
        store.Number("SELECT count(*) FROM mailbox").Should().Be(1);
        store.Number("SELECT count(*) FROM events").Should().Be(1);
        chat.Clock.Advance(TimeSpan.FromDays(1));
        store.Number("SELECT count(*) FROM mailbox").Should().Be(0);
        store.Number("SELECT count(*) FROM events").Should().Be(0);
    }

    [Fact]
    public async Task What_was_said_in_a_room_that_is_closed_for_good_has_the_servers_time()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2 });
        Store store = chat.Server.Context.Store;
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +k secret", "PRIVMSG #room :behind a lock", "PART #room");
        chat.Clock.Advance(TimeSpan.FromDays(1));
        store.Texts().Should().Equal("behind a lock");
        chat.Clock.Advance(TimeSpan.FromDays(2));
        chat.Clock.Advance(RetentionJob.Interval);
        store.Names().Should().BeEmpty();
        store.Number("SELECT count(*) FROM lines").Should().Be(0);
    }

    [Fact]
    public async Task A_server_that_was_stopped_sweeps_no_more()
    {
        var clock = new ManualClock();
        Chat chat = await Chat.StartAsync(options => options with { Clock = clock });
        await chat.DisposeAsync();
        clock.Advance(TimeSpan.FromDays(1));
        chat.Server.Context.RetentionJob.Soon();
        chat.Log.Lines.Should().NotContain(line => line.StartsWith("Warning")
            && !line.Contains("max-connections", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_thrown_in_one_costs_that_one_and_the_next_comes()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { HistoryDays = 2 });
        Store store = chat.Server.Context.Store;
        store.Say(store.Room("#room"), "old");
        bool isThrown = false;
        chat.Clock.LookedAt = () =>
        {
            if (isThrown || !Environment.StackTrace.Contains(nameof(RetentionJob) + ".", StringComparison.Ordinal)) return;
            isThrown = true;
            throw new InvalidOperationException("on purpose");
        };
        chat.Clock.Advance(TimeSpan.FromDays(3));
        store.Texts().Should().Equal("old");
        chat.Log.TakeErrors().Should().ContainSingle().Which.Should().Contain("stays until the next attempt");
        chat.Clock.Advance(RetentionJob.Interval);
        store.Texts().Should().BeEmpty();
    }
}
