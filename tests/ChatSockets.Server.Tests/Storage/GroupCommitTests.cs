using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Storage;

public sealed class GroupCommitTests
{
    private static readonly ManualClock Clock = new();

    [Fact]
    public void What_gathers_while_a_group_is_written_is_the_next_group_in_its_order()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), disk.Commit, _ => { });
        Work[] works = [new Item(), new Item(), new Item(), new Item()];
        commits.Submit(works[0]);
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        foreach (Work work in works.AsSpan(1)) commits.Submit(work);
        works.Should().OnlyContain(work => !work.IsDecided);
        disk.Go.Set();
        commits.Settle();
        disk.Groups[0].Should().Equal(works[0]);
        disk.Groups[1].Should().StartWith(works.AsEnumerable().Skip(1));
        works.Should().OnlyContain(work => work.IsDecided && work.Failure == null);
    }

    [Fact]
    public void A_group_has_so_many_rows_and_one_work_that_has_more_is_a_group()
    {
        using var disk = new SlowDisk();
        using var commits = new GroupCommit(Ids(), disk.Commit, _ => { });
        commits.Submit(new Item());
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        Work[] works = [new Item(1500), new Item(548), new Item(1), new Item(5000), new Item(2048)];
        foreach (Work work in works) commits.Submit(work);
        disk.Go.Set();
        commits.Settle();
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
        using var commits = new GroupCommit(Ids(), disk.Commit, _ => { });
        Submission[] submissions = [.. Enumerable.Range(0, 3).Select(_ => new Submission(1, default, [], ids: 2))];
        foreach (Submission submission in submissions) commits.Submit(submission);
        long first = MessageIds.FirstOf(Clock.GetUtcNow()) + Commits.Gap;
        submissions.Select(submission => submission.FirstId).Should().Equal(first, first + 2 + Commits.Gap, first + 4 + (2 * Commits.Gap));
        var placed = new Submission(1, default, [], ids: 1) { FirstId = 7 };
        commits.Submit(placed);
        placed.FirstId.Should().Be(7);
    }

    [Fact]
    public void A_group_that_fails_fails_as_a_whole_and_the_next_one_does_not()
    {
        using var disk = new SlowDisk { Failure = "the disk is full." };
        var trouble = new List<string?>();
        using var commits = new GroupCommit(Ids(), disk.Commit, trouble.Add);
        disk.Go.Set();
        Work one = Decided(commits), two = Decided(commits);
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
        using var commits = new GroupCommit(Ids(), disk.Commit, _ => { }, bound: 3);
        commits.Submit(new Item());
        disk.Entered.Wait(Waiting.Deadline).Should().BeTrue();
        commits.WaitForRoom();
        commits.Submit(new Item(2));
        commits.WaitForRoom();
        // It goes over the bound, because nobody waits under a lock; but then nobody else comes.
        commits.Submit(new Item(2));
        Task waits = Task.Run(commits.WaitForRoom);
        waits.IsCompleted.Should().BeFalse();
        disk.Go.Set();
        await waits.WithinDeadlineAsync("room");
    }

    [Fact]
    public void What_was_submitted_before_the_end_is_committed_and_what_comes_after_it_fails()
    {
        using var disk = new SlowDisk();
        var commits = new GroupCommit(Ids(), disk.Commit, _ => { });
        Work[] works = [new Item(), new Item(), new Item()];
        foreach (Work work in works) commits.Submit(work);
        disk.Go.Set();
        commits.Dispose();
        works.Should().OnlyContain(work => work.IsDecided && work.Failure == null);
        var late = new Item();
        commits.Submit(late);
        late.IsDecided.Should().BeTrue();
        late.Failure.Should().Be("the server is shutting down.");
        commits.AreAwaited.Should().BeTrue();
    }

    private static Item Decided(GroupCommit commits)
    {
        var work = new Item();
        commits.Submit(work);
        work.Wait();
        // Trouble is told after the work is decided.
        commits.Settle();
        return work;
    }

    private static MessageIds Ids() => new(7, 0, Clock);

    private sealed class Item(int weight = 1) : Work
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

        public List<Work[]> Groups { get; } = [];

        public string? Failure { get; set; }

        public void Commit(IReadOnlyList<Work> group)
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
