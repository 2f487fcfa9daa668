using ChatSockets.Core.Diagnostics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics;

public sealed class StripedCountsTests
{
    [Fact]
    public void What_many_threads_count_is_added_up()
    {
        var counts = new StripedCounts(3);
        Thread[] threads = [.. Enumerable.Range(0, 4).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 10_000; i++) counts.Add(1, 2);
            counts.Add(2, 1);
        }))];
        foreach (Thread thread in threads) thread.Start();
        Waiting.JoinAll(threads);
        counts.Of(0).Should().Be(0);
        counts.Of(1).Should().Be(80_000);
        counts.Of(2).Should().Be(4);
    }

    [Fact]
    public void Counting_allocates_nothing()
    {
        var counts = new StripedCounts(1);
        counts.Add(0, 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) counts.Add(0, 1);
        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
    }
}
