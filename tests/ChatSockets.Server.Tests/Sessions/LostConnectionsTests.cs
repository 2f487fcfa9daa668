using System.Collections.Concurrent;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Sessions;

public sealed class LostConnectionsTests
{
    [Fact]
    public void A_departure_alone_is_done_when_the_call_returns()
    {
        var lost = new LostConnections();
        int done = 0;
        for (int i = 1; i <= 3; i++)
        {
            lost.Depart(() => done++);
            done.Should().Be(i);
        }
    }

    [Fact]
    public async Task Who_comes_while_another_departs_does_not_wait_and_departs_after_it_in_order()
    {
        var lost = new LostConnections();
        using var begun = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var order = new ConcurrentQueue<int>();
        Task first = Task.Run(() => lost.Depart(() =>
        {
            begun.Set();
            release.Wait(Waiting.Deadline);
            order.Enqueue(0);
        }));
        begun.Wait(Waiting.Deadline).Should().BeTrue();
        for (int i = 1; i <= 100; i++)
        {
            int number = i;
            lost.Depart(() => order.Enqueue(number));
        }
        order.Should().BeEmpty();
        release.Set();
        await first.WithinDeadlineAsync("the first to do the work of all");
        order.Should().Equal(Enumerable.Range(0, 101));
    }

    [Fact]
    public void None_is_lost_and_no_two_run_at_once_whoever_comes_when()
    {
        var lost = new LostConnections();
        int running = 0, done = 0, clashes = 0;
        Parallel.For(0, 10_000, _ => lost.Depart(() =>
        {
            if (Interlocked.Increment(ref running) > 1) Interlocked.Increment(ref clashes);
            done++;
            Interlocked.Decrement(ref running);
        }));
        done.Should().Be(10_000);
        clashes.Should().Be(0);
    }
}
