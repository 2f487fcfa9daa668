using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class WriteLaneTests
{
    [Fact]
    public void No_wake_up_is_lost_however_often_the_lane_falls_asleep()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new Outbox(pair.Server, lane, 1 << 20);
        // Each answer is awaited, so that the lane has nothing to do in between.
        for (int i = 0; i < 3000; i++)
        {
            outbox.Append([(byte)i]);
            pair.Receive(1).Should().Equal((byte)i);
        }
    }

    [Fact]
    public void Many_outboxes_share_a_lane_and_each_gets_all_of_its_own()
    {
        using var lane = new WriteLane(1);
        SocketPair[] pairs = [.. Enumerable.Range(0, 50).Select(_ => new SocketPair())];
        Outbox[] outboxes = [.. pairs.Select(pair => new Outbox(pair.Server, lane, 1 << 20))];
        Thread[] appenders = [.. Enumerable.Range(0, 3).Select(_ => new Thread(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                for (int number = 0; number < outboxes.Length; number++) outboxes[number].Append([(byte)number, (byte)number]);
            }
        }))];
        foreach (Thread thread in appenders) thread.Start();
        for (int number = 0; number < pairs.Length; number++)
            pairs[number].Receive(3 * 200 * 2).Should().HaveCount(3 * 200 * 2).And.OnlyContain(value => value == number);
        Waiting.JoinAll(appenders);
        foreach (SocketPair pair in pairs) pair.Dispose();
    }

    [Fact]
    public async Task It_stops_whatever_is_still_queued()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        var lane = new WriteLane(1);
        var outbox = new Outbox(pair.Server, lane, 1 << 24);
        for (int i = 0; i < 100; i++) outbox.Append(new byte[100_000]);
        await Task.Run(lane.Dispose).WithinDeadlineAsync("the lane to stop");
        outbox.Append([1]);
    }
}
