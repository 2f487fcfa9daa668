using System.Collections.Concurrent;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class ConnectionThreadsTests
{
    private static readonly TimeSpan Long = TimeSpan.FromHours(1);

    [Fact]
    public async Task Connections_at_a_time_have_different_threads()
    {
        using ConnectionThreads threads = New(Long);
        using var release = new ManualResetEventSlim();
        var seen = new ConcurrentDictionary<Thread, bool>();
        for (int i = 0; i < 20; i++)
        {
            threads.TryEnter(20).Should().BeTrue();
            threads.Start(() =>
            {
                seen[Thread.CurrentThread] = true;
                release.Wait(Waiting.Deadline);
            });
        }
        await Waiting.UntilAsync(() => seen.Count == 20, "all to run at once");
        threads.Threads.Should().Be(20);
        release.Set();
        threads.WaitUntilEmpty(Waiting.Deadline).Should().BeTrue();
    }

    [Fact]
    public void A_spare_thread_serves_the_next_connection()
    {
        using ConnectionThreads threads = New(Long);
        var seen = new ConcurrentQueue<Thread>();
        for (int i = 0; i < 100; i++)
        {
            threads.TryEnter(1).Should().BeTrue();
            threads.Start(() => seen.Enqueue(Thread.CurrentThread));
            threads.WaitUntilEmpty(Waiting.Deadline).Should().BeTrue();
        }
        seen.Should().HaveCount(100);
        seen.Distinct().Should().ContainSingle();
        threads.Threads.Should().Be(1);
    }

    [Fact]
    public void There_are_no_more_places_than_the_limit()
    {
        using ConnectionThreads threads = New(Long);
        threads.TryEnter(2).Should().BeTrue();
        threads.TryEnter(2).Should().BeTrue();
        threads.TryEnter(2).Should().BeFalse();
        threads.Leave();
        threads.TryEnter(2).Should().BeTrue();
        threads.Connections.Should().Be(2);
    }

    [Fact]
    public void There_are_never_more_threads_than_places_however_many_come_and_go()
    {
        using ConnectionThreads threads = New(Long);
        int run = 0;
        Parallel.For(0, 5000, _ =>
        {
            SpinWait.SpinUntil(() => threads.TryEnter(8), Waiting.Deadline).Should().BeTrue("a place should become free");
            threads.Start(() => Interlocked.Increment(ref run));
        });
        threads.WaitUntilEmpty(Waiting.Deadline).Should().BeTrue();
        run.Should().Be(5000);
        threads.Threads.Should().BeLessThanOrEqualTo(8);
    }

    [Fact]
    public async Task A_thread_ends_when_it_was_spare_for_long_enough()
    {
        using ConnectionThreads threads = New(TimeSpan.Zero);
        threads.TryEnter(1).Should().BeTrue();
        threads.Start(() => { });
        await Waiting.UntilAsync(() => threads.Threads == 0, "the thread to end");
        threads.TryEnter(1).Should().BeTrue();
        threads.Leave();
        threads.Connections.Should().Be(0);
    }

    [Fact]
    public async Task Threads_that_come_and_end_lose_no_connection()
    {
        using ConnectionThreads threads = New(TimeSpan.Zero);
        int run = 0;
        Parallel.For(0, 2000, _ =>
        {
            SpinWait.SpinUntil(() => threads.TryEnter(4), Waiting.Deadline).Should().BeTrue("a place should become free");
            threads.Start(() => Interlocked.Increment(ref run));
        });
        threads.WaitUntilEmpty(Waiting.Deadline).Should().BeTrue();
        run.Should().Be(2000);
        await Waiting.UntilAsync(() => threads.Threads == 0, "all threads to end");
    }

    [Fact]
    public async Task At_the_end_spare_threads_wait_no_longer()
    {
        ConnectionThreads threads = New(Long);
        using var release = new ManualResetEventSlim();
        for (int i = 0; i < 5; i++)
        {
            threads.TryEnter(5).Should().BeTrue();
            threads.Start(() => release.Wait(Waiting.Deadline));
        }
        threads.WaitUntilEmpty(TimeSpan.Zero).Should().BeFalse();
        release.Set();
        threads.WaitUntilEmpty(Waiting.Deadline).Should().BeTrue();
        threads.Threads.Should().Be(5);
        threads.Dispose();
        await Waiting.UntilAsync(() => threads.Threads == 0, "the spare threads to end");
    }

    private static ConnectionThreads New(TimeSpan linger) => new(128 * 1024, new GcTrim(Serilog.Core.Logger.None), linger);
}
