using ChatSockets.Core.Delivery;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class DirectSendsTests
{
    [Fact]
    public void What_is_said_to_a_few_is_sent_when_the_scope_ends_and_no_lane_is_woken()
    {
        using SocketPair one = new(), other = new();
        using var lane = new WriteLane(1);
        SocketOutbox[] outboxes = [new SocketOutbox(one.Server, lane, 100), new SocketOutbox(other.Server, lane, 100)];
        using (DirectSends.Begin())
        {
            foreach (SocketOutbox outbox in outboxes) outbox.Append([1, 2]);
            one.Peer.Poll(TimeSpan.Zero, System.Net.Sockets.SelectMode.SelectRead).Should().BeFalse("a lock may be held yet");
        }
        one.Receive(2).Should().Equal(1, 2);
        other.Receive(2).Should().Equal(1, 2);
        outboxes.Should().OnlyContain(outbox => outbox.Unsent == 0 && outbox.Sent == 2);
        lane.Sends.Should().Be(2);
        lane.Passes.Should().BeLessThanOrEqualTo(1, "it has had nothing to do since it began");
    }

    [Fact]
    public void What_comes_meanwhile_is_the_lanes_to_send_and_all_in_order()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 20);
        for (int i = 0; i < 1000; i++)
        {
            using (DirectSends.Begin())
            {
                outbox.Append([(byte)i]);
                outbox.Append([(byte)(i + 1)]);
            }
            if (i % 3 == 0) outbox.Append([(byte)(i + 2)]);
            pair.Receive(i % 3 == 0 ? 3 : 2).Should().Equal(((byte[])[(byte)i, (byte)(i + 1), (byte)(i + 2)])[..(i % 3 == 0 ? 3 : 2)]);
        }
    }

    [Fact]
    public void Many_readers_are_left_to_their_lanes()
    {
        using var lane = new WriteLane(1);
        SocketPair[] pairs = [.. Enumerable.Range(0, DirectSends.Most + 5).Select(_ => new SocketPair())];
        SocketOutbox[] outboxes = [.. pairs.Select(pair => new SocketOutbox(pair.Server, lane, 100))];
        using (DirectSends.Begin())
        {
            foreach (SocketOutbox outbox in outboxes) outbox.Append([7]);
            // The lane has them all, and the scope is still open.
            foreach (SocketPair pair in pairs) pair.Receive(1).Should().Equal(7);
        }
        foreach (SocketPair pair in pairs) pair.Dispose();
    }

    [Fact]
    public void A_full_socket_is_the_lanes_and_delays_none_of_the_others()
    {
        using SocketPair slow = new(bufferBytes: 4 * 1024), quick = new();
        using var lane = new WriteLane(1);
        SocketOutbox slowBox = new(slow.Server, lane, 1 << 24), quickBox = new(quick.Server, lane, 100);
        using (DirectSends.Begin())
        {
            slowBox.Append(new byte[1_000_000]);
            quickBox.Append([1]);
        }
        quick.Receive(1).Should().Equal(1);
        slowBox.Unsent.Should().BePositive();
        slow.Receive(1_000_000).Should().HaveCount(1_000_000);
    }

    [Fact]
    public void What_is_thrown_while_one_is_sent_ends_that_one_and_neither_the_speaker_nor_another()
    {
        using SocketPair bad = new(), good = new();
        var log = new CollectingSink();
        using var lane = new WriteLane(1, log.Log);
        int failures = 0;
        var failing = new SocketOutbox(bad.Server, lane, 10)
        {
            Overflowed = () => throw new InvalidOperationException("on purpose"),
            Failed = () => failures++,
        };
        var other = new SocketOutbox(good.Server, lane, 100);
        using (DirectSends.Begin())
        {
            failing.Append(new byte[11]);
            other.Append([1]);
        }
        good.Receive(1).Should().Equal(1);
        failures.Should().Be(1);
        failing.IsBroken.Should().BeTrue();
        log.Errors.Should().ContainSingle();
        using (DirectSends.Begin()) other.Append([2]);
        good.Receive(1).Should().Equal(2);
    }

    [Fact]
    public void A_scope_within_another_ends_nothing()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 100);
        using (DirectSends.Begin())
        {
            using (DirectSends.Begin()) outbox.Append([1]);
            outbox.Sent.Should().Be(0);
        }
        pair.Receive(1).Should().Equal(1);
    }
}
