using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

/// <summary>A server starts with one clear line that says what to do, or not at all; and what was written is there again.</summary>
public sealed class StoreTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _copy = new();

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void What_was_said_is_there_again_and_the_ids_go_on()
    {
        var clock = new ManualClock();
        byte[] first = new byte[MessageIds.Length], second = new byte[MessageIds.Length];
        long id;
        using (Store store = Keeping.Open(_folder.Path, clock))
        {
            id = store.Say(store.Room("#room"), "hello");
            store.Ids.Write(id, first);
        }
        using Store again = Keeping.Open(_folder.Path, clock);
        again.Texts().Should().Equal("hello");
        again.Ids.Take(1).Should().Be(id + 1);
        again.Ids.Write(id, second);
        second.Should().Equal(first);
    }

    [Fact]
    public void Where_the_newest_lines_were_erased_their_ids_are_not_given_again()
    {
        var clock = new ManualClock();
        long last;
        using (Store store = Keeping.Open(_folder.Path, clock))
        {
            long room = store.Room("#room");
            store.Say(room, "one");
            last = store.Say(room, "two");
            store.IndexWords();
            new HistoryEraser(store).Conversation(room);
        }
        using Store again = Keeping.Open(_folder.Path, clock);
        again.Ids.Take(1).Should().BeGreaterThan(last);
    }

    [Fact]
    public void Nothing_is_taken_while_the_file_is_not_where_it_was()
    {
        // Windows does not let it go.
        if (OperatingSystem.IsWindows()) return;
        string file = Path.Combine(_folder.Path, Database.FileName), aside = Path.Combine(_folder.Path, "aside");
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        store.Say(room, "one");
        File.Move(file, aside);
        store.Invoking(one => one.Change(connection => true)).Should().Throw<StoreException>()
            .WithMessage("chat.db has been taken away: put it back, or start the server again to begin a new one.");
        File.Move(aside, file);
        store.Say(room, "two");
        store.Texts().Should().Equal("one", "two");
    }

    [Fact]
    public void Nothing_is_taken_while_another_file_is_where_it_was()
    {
        if (OperatingSystem.IsWindows()) return;
        string file = Path.Combine(_folder.Path, Database.FileName), aside = Path.Combine(_folder.Path, "aside");
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        store.Say(room, "one");
        File.Move(file, aside);
        File.Copy(aside, file);
        store.Invoking(one => one.Change(connection => true)).Should().Throw<StoreException>()
            .WithMessage(
                "another file has been put in the place of chat.db: put the first one back, or start the server again to use the other.");
        File.Move(aside, file, overwrite: true);
        store.Say(room, "two");
        store.Texts().Should().Equal("one", "two");
    }

    [Fact]
    public void A_file_that_was_moved_away_is_whole_and_its_log_does_not_ruin_the_one_that_takes_its_place()
    {
        if (OperatingSystem.IsWindows()) return;
        string file = Path.Combine(_folder.Path, Database.FileName), moved = Path.Combine(_copy.Path, Database.FileName);
        using (Store other = Keeping.Open(_copy.Path)) other.Say(other.Room("#other"), "of another");
        string aside = Path.Combine(_copy.Path, "other");
        File.Move(moved, aside);
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            store.SayMany(room, 100, "said");
            File.Move(file, moved);
            File.Move(aside, file);
            store.Invoking(one => one.Change(connection => true)).Should().Throw<StoreException>().WithMessage("another file*");
        }
        using (Store other = Keeping.Open(_folder.Path))
        {
            other.Texts().Should().Equal("of another");
            other.ShouldBeSound();
        }
        using Store first = Keeping.Open(_copy.Path);
        first.Texts().Should().HaveCount(100);
    }

    [Fact]
    public void What_is_deleted_while_a_group_is_written_is_noticed_before_anybody_is_told()
    {
        if (OperatingSystem.IsWindows()) return;
        string log = Path.Combine(_folder.Path, Database.FileName + "-wal");
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            store.Say(room, "before");
            var deleting = new Deleting(log);
            store.Commits.Submit(deleting);
            store.Commits.Await(deleting).Should().BeTrue();
            deleting.Failure.Should().BeNull();
            foreach (string name in (string[])["", "-wal"])
                File.Copy(Path.Combine(_folder.Path, Database.FileName + name), Path.Combine(_copy.Path, Database.FileName + name));
        }
        using Store copy = Keeping.Open(_copy.Path);
        copy.Read(connection => Store.Setting(connection, "deleting")).Should().Be("x");
        copy.Texts().Should().Equal("before");
    }

    [Theory]
    [InlineData("-wal", false)]
    [InlineData("-wal", true)]
    [InlineData("-shm", false)]
    public void A_log_that_was_deleted_or_replaced_is_saved_and_another_is_begun(string log, bool isReplaced)
    {
        if (OperatingSystem.IsWindows()) return;
        string path = Path.Combine(_folder.Path, Database.FileName + log);
        using (Store store = Keeping.Open(_folder.Path))
        {
            long room = store.Room("#room");
            for (int i = 0; i < 3; i++)
            {
                store.Say(room, $"before {i}");
                store.Texts().Should().HaveCount((2 * i) + 1);
                File.Delete(path);
                if (isReplaced) File.WriteAllText(path, "something else");
                store.Say(room, $"after {i}");
                File.Exists(path).Should().BeTrue();
            }
            // As kill -9 leaves it.
            foreach (string name in (string[])["", "-wal"])
                File.Copy(Path.Combine(_folder.Path, Database.FileName + name), Path.Combine(_copy.Path, Database.FileName + name));
        }
        using Store copy = Keeping.Open(_copy.Path);
        copy.Texts().Should().Equal("before 0", "after 0", "before 1", "after 1", "before 2", "after 2");
        copy.Read(connection => Database.Number(connection, "SELECT count(*) FROM pragma_integrity_check WHERE integrity_check = 'ok'"))
            .Should().Be(1);
    }

    [Fact]
    public void What_is_done_beside_a_group_does_not_undo_it()
    {
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        store.SayMany(room, 100);
        // The index of words cannot follow any more, and the size cannot be kept.
        store.Change(connection =>
        {
            Database.Execute(connection, "DROP TABLE words_config");
            return true;
        });
        store.Limit(1);
        store.SayMany(room, 52_000);
        store.Number("SELECT count(*) FROM lines").Should().Be(52_100);
    }

    [Fact]
    public async Task What_another_program_writes_meanwhile_is_waited_for()
    {
        using Store store = Keeping.Open(_folder.Path);
        long room = store.Room("#room");
        using StoreFile other = StoreFile.Open(_folder.Path, CancellationToken.None);
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        Task change = Task.Run(() => other.Change(connection =>
        {
            Store.Set(connection, "other", "x");
            entered.Set();
            return leave.Wait(Waiting.Deadline);
        }));
        entered.Wait(Waiting.Deadline).Should().BeTrue();
        Task say = Task.Run(() => store.Say(room, "hello"));
        say.IsCompleted.Should().BeFalse();
        leave.Set();
        await change.WithinDeadlineAsync("the other to write");
        await say.WithinDeadlineAsync("the line to be kept");
        store.Texts().Should().Equal("hello");
    }

    private sealed class Deleting(string path) : PendingWrite
    {
        public override int Weight => 1;

        public override void Write(Writer writer)
        {
            Store.Set(writer.Connection, "deleting", "x");
            File.Delete(path);
        }
    }
}
