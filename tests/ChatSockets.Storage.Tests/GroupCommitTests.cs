using System.Collections.Concurrent;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class GroupCommitTests
{
    private static readonly ManualClock Clock = new();

    [Fact]
    public void What_gathers_while_a_group_is_written_is_the_next_group_in_its_order()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw);
        PendingWrite[] works = [new Item(), new Item(), new Item(), new Item()];
        commits.Submit(works[0]);
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        foreach (PendingWrite work in works.AsSpan(1)) commits.Submit(work);
        works.Should().OnlyContain(work => !work.IsDecided);
        disk.Go.Set();
        commits.Flush();
        disk.Groups[0].Should().Equal(works[0]);
        disk.Groups[1].Should().StartWith(works.AsEnumerable().Skip(1));
        works.Should().OnlyContain(work => work.IsDecided && work.Failure == null);
    }

    [Fact]
    public void A_group_has_so_many_rows_and_one_work_that_has_more_is_a_group()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw);
        commits.Submit(new Item());
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        PendingWrite[] works = [new Item(1500), new Item(548), new Item(1), new Item(5000), new Item(2048)];
        foreach (PendingWrite work in works) commits.Submit(work);
        disk.Go.Set();
        commits.Flush();
        disk.Groups[1].Should().Equal(works[0], works[1]);
        disk.Groups[2].Should().Equal(works[2]);
        disk.Groups[3].Should().Equal(works[3]);
        disk.Groups[4].Should().StartWith(works[4]);
    }

    [Fact]
    public void Ids_are_in_the_order_of_the_commits_with_a_gap_before_each_submission()
    {
        using var disk = new SlowDisk();
        disk.Go.Set();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw);
        MessageWrite[] submissions = [.. Enumerable.Range(0, 3).Select(_ => new MessageWrite(1, default, [], ids: 2))];
        foreach (MessageWrite submission in submissions) commits.Submit(submission);
        long first = Ids().FirstOf(Clock.GetUtcNow()) + Commits.Gap;
        submissions.Select(submission => submission.FirstId).Should().Equal(first, first + 2 + Commits.Gap, first + 4 + (2 * Commits.Gap));
        var placed = new MessageWrite(1, default, [], ids: 1) { FirstId = 7 };
        commits.Submit(placed);
        placed.FirstId.Should().Be(7);
    }

    [Fact]
    public void A_group_that_fails_fails_as_a_whole_and_the_next_one_does_not()
    {
        using var disk = new SlowDisk { Failure = "the disk is full." };
        var trouble = new List<string?>();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, trouble.Add, Throw);
        disk.Go.Set();
        PendingWrite one = Decided(commits), two = Decided(commits);
        one.Failure.Should().Be("the disk is full.");
        two.Failure.Should().Be("the disk is full.");
        disk.Failure = "it is gone.";
        Decided(commits).Failure.Should().Be("it is gone.");
        disk.Failure = null;
        Decided(commits).Failure.Should().BeNull();
        Decided(commits).Failure.Should().BeNull();
        // Told once until it is another reason.
        trouble.Should().Equal("the disk is full.", "it is gone.", null);
    }

    [Fact]
    public async Task Who_is_about_to_speak_waits_while_too_much_waits()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw, bound: 3);
        commits.Submit(new Item());
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        commits.WaitForRoom();
        commits.Submit(new Item(2));
        commits.WaitForRoom();
        // It goes over the bound, because nobody waits under a lock; but then nobody else comes.
        commits.Submit(new Item(2));
        Task<bool> waits = Task.Run(commits.WaitForRoom);
        waits.IsCompleted.Should().BeFalse();
        disk.Go.Set();
        await waits.WithinDeadlineAsync("room");
    }

    [Fact]
    public void While_there_is_nothing_to_write_spare_work_is_done_until_there_is_no_more_and_again_after_the_next_group()
    {
        int left = 3;
        var errors = new List<Exception>();
        using var spare = new BlockingCollection<int>();
        using var commits = new GroupCommit(Ids(), Clock, _ => { }, _ => { }, errors.Add, onQuiet: () =>
        {
            spare.Add(--left);
            return left switch
            {
                -2 => throw new InvalidProgramException("spare"),
                _ => left > 0,
            };
        });
        foreach (int expected in new[] { 2, 1, 0 }) Next().Should().Be(expected);
        Decided(commits);
        Next().Should().Be(-1);
        Decided(commits);
        Next().Should().Be(-2);
        Decided(commits);
        Next().Should().Be(-3);
        errors.Should().ContainSingle().Which.Message.Should().Be("spare");

        int Next() => spare.TryTake(out int next, Waiting.Deadline) ? next : throw new TimeoutException("no spare work");
    }

    [Fact]
    public void What_was_submitted_before_the_end_is_committed_and_what_comes_after_it_fails()
    {
        using var disk = new SlowDisk();
        var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw);
        PendingWrite[] works = [new Item(), new Item(), new Item()];
        foreach (PendingWrite work in works) commits.Submit(work);
        disk.Go.Set();
        commits.Dispose();
        works.Should().OnlyContain(work => work.IsDecided && work.Failure == null);
        var late = new Item();
        commits.Submit(late);
        late.IsDecided.Should().BeTrue();
        late.Failure.Should().Be("the server is shutting down.");
        commits.AreAwaited.Should().BeTrue();
    }

    [Fact]
    public void Whatever_is_thrown_on_the_stores_thread_is_a_failure_of_that_group_and_the_thread_goes_on()
    {
        var errors = new List<Exception>();
        var trouble = new List<string?>();
        Exception? failure = null;
        Exception[] unforeseen = [new ArgumentException("two\nlines"), new Microsoft.Data.Sqlite.SqliteException("size", 10),
            new InvalidProgramException("memory"), new StoreException("wrapped", new InvalidCastException())];
        using var commits = new GroupCommit(
            Ids(),
            Clock,
            _ =>
            {
                if (failure is not null) throw failure;
            },
            why =>
            {
                trouble.Add(why);
                throw new InvalidOperationException("nobody may be told");
            },
            exception =>
            {
                errors.Add(exception);
                throw new InvalidOperationException("nor that");
            });
        foreach (Exception one in unforeseen)
        {
            failure = one;
            Decided(commits).Failure.Should().Be(one is StoreException ? one.Message : $"an internal error: {one.Message}");
            failure = null;
            Decided(commits).Failure.Should().BeNull();
        }
        trouble.Should().HaveCount(8).And.OnlyHaveUniqueItems(why => why ?? Guid.NewGuid().ToString());
        errors.Should().Contain(unforeseen.SkipLast(1)).And.Contain(error => error is InvalidCastException);
        // For each that was thrown there is a group of the work and one of the wait behind it; and each time somebody was to be told.
        errors.Should().HaveCount((2 * 4) + 8);
    }

    [Fact]
    public async Task Who_waits_too_long_is_let_go_and_called_when_it_is_decided_after_all()
    {
        using var disk = new SlowDisk();
        var clock = new ManualClock();
        using var commits = new GroupCommit(Ids(), clock, disk.Commit, _ => { }, Throw, bound: 1);
        PendingWrite work = new Item(), other = new Item();
        commits.Submit(work);
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        commits.Submit(other);
        using var late = new ManualResetEventSlim();
        Task<bool>[] waits = [Task.Run(() => commits.Await(work, late.Set)), Task.Run(commits.WaitForRoom), Task.Run(commits.Flush)];
        await Waiting.UntilAsync(
            () =>
            {
                clock.Advance(TimeSpan.FromSeconds(10));
                return waits.All(task => task.IsCompleted);
            },
            "all to be let go");
        foreach (Task<bool> wait in waits) (await wait).Should().BeFalse();
        late.IsSet.Should().BeFalse();
        work.IsDecided.Should().BeFalse();
        disk.Go.Set();
        late.Wait(Waiting.Deadline).Should().BeTrue();
        commits.Await(other).Should().BeTrue();
    }

    [Fact]
    public async Task A_disk_that_hangs_does_not_keep_the_store_from_stopping()
    {
        using var disk = new SlowDisk();
        var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw, bound: 1);
        PendingWrite[] works = [new Item(), new Item(), new Item()];
        commits.Submit(works[0]);
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        commits.Submit(works[1]);
        commits.Submit(works[2]);
        Task<bool>[] waits = [.. works.Select(work => Task.Run(() => commits.Await(work)))];
        Task<bool> room = Task.Run(commits.WaitForRoom);
        commits.Stop(TimeSpan.Zero).Should().BeFalse();
        foreach (Task<bool> wait in waits)
        {
            await wait.WithinDeadlineAsync("a waiting thread");
            (await wait).Should().BeFalse();
        }
        await room.WithinDeadlineAsync("who waits for room");
        var later = new Item();
        commits.Submit(later);
        later.Failure.Should().Be("the server is shutting down.");
        disk.Go.Set();
        commits.Stop(Waiting.Deadline).Should().BeTrue();
        works.Should().OnlyContain(work => work.IsDecided);
    }

    [Fact]
    public async Task Who_has_submitted_too_much_without_waiting_waits_afterwards()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), Clock, disk.Commit, _ => { }, Throw, bound: 4);
        commits.Submit(new Item());
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        int submitted = 0;
        Task flood = Task.Run(() =>
        {
            for (; submitted < 100; submitted++)
            {
                commits.Submit(new Item());
                commits.WaitIfAhead();
            }
        });
        await Waiting.UntilAsync(() => commits.IsFull, "the queue to be full");
        // Who only reads does not wait: on a thread that has submitted nothing in other tests either.
        await Task.Factory.StartNew(commits.WaitIfAhead, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .WithinDeadlineAsync("one who has submitted nothing");
        commits.Waiting.Should().BeInRange(4, 5);
        submitted.Should().BeLessThan(6);
        disk.Go.Set();
        await flood.WithinDeadlineAsync("the rest");
    }

    private static void Throw(Exception exception) => throw exception;

    private static void Wait(PendingWrite work) => work.Wait(new Deadline(TimeProvider.System, Waiting.Deadline)).Should().BeTrue();

    private static Item Decided(GroupCommit commits)
    {
        var work = new Item();
        commits.Submit(work);
        Wait(work);
        // SqliteErrors is told after the work is decided.
        commits.Flush();
        return work;
    }

    private static MessageIds Ids() => new(7, 0, Clock);

    private sealed class Item(int weight = 1) : PendingWrite
    {
        public override int Weight => weight;

        public override void Write(Writer writer)
        {
        }
    }

    /// <summary>Writes nothing, and nothing before it may.</summary>
    private sealed class SlowDisk : IDisposable
    {
        public ManualResetEventSlim Entered { get; } = new();

        public ManualResetEventSlim Go { get; } = new();

        public List<PendingWrite[]> Groups { get; } = [];

        public string? Failure { get; set; }

        public void Commit(IReadOnlyList<PendingWrite> group)
        {
            Entered.Set();
            Go.Wait(Waiting.Deadline);
            Groups.Add([.. group]);
            if (Failure is not null) throw new StoreException(Failure, null);
        }

        public void Dispose()
        {
            Entered.Dispose();
            Go.Dispose();
        }
    }
}
