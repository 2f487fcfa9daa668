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
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 20);
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
        SocketOutbox[] outboxes = [.. pairs.Select(pair => new SocketOutbox(pair.Server, lane, 1 << 20))];
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
    public void What_may_wait_is_sent_with_whatever_comes_next_or_by_itself()
    {
        using SocketPair pair = new(), other = new();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 20);
        for (int i = 0; i < 20; i++)
        {
            outbox.Append([1], mayWait: true);
            outbox.Append([2], mayWait: true);
            pair.Receive(2).Should().Equal(1, 2);
            outbox.Append([3], mayWait: true);
            outbox.Append([4]);
            outbox.Append([5], mayWait: true);
            pair.Receive(3).Should().Equal(3, 4, 5);
        }
        // A lane that is awake for others comes to it too.
        var busy = new SocketOutbox(other.Server, lane, 1 << 20);
        outbox.Append([6], mayWait: true);
        while (pair.Peer.Available == 0)
        {
            busy.Append([0]);
            other.Receive(1);
        }
        pair.Receive(1).Should().Equal(6);
    }

    [Fact]
    public async Task It_stops_whatever_is_still_queued()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 24);
        for (int i = 0; i < 100; i++) outbox.Append(new byte[100_000]);
        await Task.Run(lane.Dispose).WithinDeadlineAsync("the lane to stop");
        outbox.Append([1]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_thrown_while_an_outbox_is_flushed_ends_that_one_and_no_other(bool isOverflow)
    {
        using SocketPair bad = new(), good = new();
        var log = new CollectingSink();
        using var lane = new WriteLane(7, log.Log);
        int failures = 0;
        var failing = new SocketOutbox(bad.Server, lane, 10)
        {
            Overflowed = () => throw new InvalidOperationException("on purpose"),
            RoomMade = () => throw new InsufficientMemoryException("on purpose"),
            Failed = () => Interlocked.Increment(ref failures),
        };
        if (!isOverflow)
        {
            failing.AppendOwn(new byte[20_000_000]);
            failing.AwaitRoom().Should().BeTrue();
            bad.Peer.Dispose();
        }
        failing.Append(new byte[11]);
        await Waiting.UntilAsync(() => Volatile.Read(ref failures) == 1, "the outbox to fail");

        failing.IsBroken.Should().BeTrue();
        failing.Append([1]);
        failing.Complete([1], Waiting.Deadline);
        var other = new SocketOutbox(good.Server, lane, 100);
        other.Append([1, 2]);
        good.Receive(2).Should().Equal(1, 2);
        failures.Should().Be(1);
        log.Errors.Should().ContainSingle().Which.Should().Contain("on the thread \"write lane 7\"").And.Contain("on purpose");
    }

    [Fact]
    public void A_goodbye_that_throws_too_costs_the_lane_nothing()
    {
        using SocketPair bad = new(), good = new();
        using var lane = new WriteLane(1);
        Action fail = () => throw new InvalidOperationException("on purpose");
        var failing = new SocketOutbox(bad.Server, lane, 10) { Overflowed = fail, Failed = fail };
        failing.Append(new byte[11]);
        var other = new SocketOutbox(good.Server, lane, 100);
        other.Append([1]);
        good.Receive(1).Should().Equal(1);
    }

    [Fact]
    public void A_full_socket_that_is_read_again_gets_the_rest()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 24);
        for (int i = 0; i < 100; i++) outbox.Append([.. Enumerable.Repeat((byte)i, 10_000)]);
        byte[] all = pair.Receive(1_000_000);
        all.Should().HaveCount(1_000_000);
        all.Chunk(10_000).Select((chunk, number) => chunk.All(each => each == number)).Should().OnlyContain(isRight => isRight);
    }
}
