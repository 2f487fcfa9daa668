using ChatSockets.Server.Tests.Support;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage.Tests;

public sealed class DeferredCommitTests
{
    private static readonly ManualClock Clock = new();

    private readonly List<PendingWrite[]> _groups = [];

    [Fact]
    public void What_was_submitted_is_written_when_somebody_wants_to_read()
    {
        using var commits = new DeferredCommit(Ids(), Clock, group => _groups.Add([.. group]), Throw);
        PendingWrite[] works = [new Item(), new Item()];
        foreach (PendingWrite work in works) commits.Submit(work);
        commits.WaitForRoom();
        _groups.Should().BeEmpty();
        commits.Flush();
        commits.Flush();
        _groups.Should().ContainSingle().Which.Should().Equal(works);
        works.Should().OnlyContain(work => work.IsDecided && work.Failure == null);
        commits.AreAwaited.Should().BeFalse();
    }

    [Fact]
    public void Who_is_about_to_speak_writes_when_there_is_enough()
    {
        using var commits = new DeferredCommit(Ids(), Clock, group => _groups.Add([.. group]), Throw);
        commits.Submit(new Item(1000));
        commits.WaitForRoom();
        _groups.Should().BeEmpty();
        commits.Submit(new Item(24));
        commits.WaitForRoom();
        _groups.Should().ContainSingle().Which.Should().HaveCount(2);
    }

    [Fact]
    public void What_cannot_be_written_fails_and_what_comes_next_does_not()
    {
        Exception? failure = new StoreException("no memory.", null);
        var errors = new List<Exception>();
        using var commits = new DeferredCommit(
            Ids(),
            Clock,
            _ =>
            {
                if (failure is not null) throw failure;
            },
            errors.Add);
        var first = new Item();
        commits.Submit(first);
        commits.Flush();
        first.Failure.Should().Be("no memory.");
        errors.Should().BeEmpty();
        failure = new ArgumentException("not foreseen");
        var unforeseen = new Item();
        commits.Submit(unforeseen);
        commits.Flush();
        unforeseen.Failure.Should().Be("an internal error: not foreseen");
        errors.Should().Equal(failure);
        failure = null;
        var second = new Item();
        commits.Submit(second);
        commits.Flush();
        second.Failure.Should().BeNull();
        second.IsDecided.Should().BeTrue();
    }

    [Fact]
    public void Threads_that_submit_and_settle_at_once_lose_nothing_and_keep_the_order_of_the_ids()
    {
        using var commits = new DeferredCommit(Ids(), Clock, group => _groups.Add([.. group]), Throw);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(number => new Thread(() =>
        {
            for (int i = 0; i < 2000; i++)
            {
                commits.Submit(new MessageWrite(number, default, [], ids: 1));
                if (i % 100 == 0) commits.Flush();
            }
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        commits.Flush();
        _groups.SelectMany(group => group).Cast<MessageWrite>().Select(submission => submission.FirstId).Should()
            .HaveCount(8000).And.BeInAscendingOrder().And.OnlyHaveUniqueItems();
    }

    private static void Throw(Exception exception) => throw exception;

    private static MessageIds Ids() => new(7, 0, Clock);

    private sealed class Item(int weight = 1) : PendingWrite
    {
        public override int Weight => weight;

        public override void Write(Writer writer)
        {
        }
    }
}
