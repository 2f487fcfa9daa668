using System.Globalization;
using System.Text;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class OutboxTests
{
    private const int Large = 1 << 24;

    [Fact]
    public void Lines_leave_in_the_order_in_which_each_thread_appended_them()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        Thread[] appenders = [.. Enumerable.Range(0, 4).Select(thread => new Thread(() =>
        {
            for (int i = 0; i < 5000; i++) outbox.Append(Encoding.ASCII.GetBytes($"{thread} {i}\n"));
        }))];
        foreach (Thread thread in appenders) thread.Start();
        string[] lines = Lines(pair.Receive(4 * Enumerable.Range(0, 5000).Sum(i => $"0 {i}\n".Length)));
        Waiting.JoinAll(appenders);
        for (int thread = 0; thread < 4; thread++)
        {
            lines.Where(line => line[0] == '0' + thread).Select(line => int.Parse(line[2..], CultureInfo.InvariantCulture))
                .Should().Equal(Enumerable.Range(0, 5000));
        }
    }

    [Fact]
    public void However_large_the_lines_and_small_the_socket_every_byte_arrives_once_and_in_place()
    {
        using var pair = new SocketPair(bufferBytes: 8 * 1024);
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        var random = new Random(20260102);
        var sent = new List<byte>();
        for (int i = 0; i < 200; i++)
        {
            // Some smaller than the lane's buffer, some as large, some larger.
            var line = new byte[random.Next(4) == 0 ? random.Next(1, 150_000) : random.Next(1, 600)];
            random.NextBytes(line);
            outbox.Append(line);
            sent.AddRange(line);
        }
        // Nothing was read so far: the socket is full, and the lane has to come back to it many times.
        pair.Receive(sent.Count).AsSpan().SequenceEqual(sent.ToArray()).Should().BeTrue("the bytes should be the same");
    }

    [Fact]
    public void A_full_socket_holds_up_no_other_on_the_same_lane()
    {
        using var slow = new SocketPair(bufferBytes: 4 * 1024);
        using var quick = new SocketPair();
        using var lane = new WriteLane(1);
        var slowBox = new SocketOutbox(slow.Server, lane, Large);
        var quickBox = new SocketOutbox(quick.Server, lane, Large);
        for (int i = 0; i < 64; i++) slowBox.Append(new byte[100_000]);
        for (int i = 0; i < 100; i++)
        {
            quickBox.Append([(byte)i]);
            quick.Receive(1).Should().Equal((byte)i);
        }
        slow.Receive(64 * 100_000).Should().HaveCount(64 * 100_000);
    }

    [Fact]
    public void It_holds_as_many_bytes_as_its_limit_and_with_one_more_it_overflows_once()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        int overflows = 0;
        outbox.Overflowed = () => overflows++;
        outbox.Append(new byte[60]);
        outbox.Append(new byte[40]);
        outbox.Append([]);
        outbox.Unsent.Should().Be(100);
        outbox.Append(new byte[1]);
        for (int i = 0; i < 10; i++) outbox.Append(new byte[100]);
        outbox.Unsent.Should().Be(0, "nothing of it will be sent");
        overflows.Should().Be(0, "whoever appends touches no socket");
        Flush(outbox);
        overflows.Should().Be(1);
        outbox.Append(new byte[100]);
        Flush(outbox);
        overflows.Should().Be(1);
    }

    [Fact]
    public void A_line_that_is_larger_than_the_limit_overflows_an_empty_outbox()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        int overflows = 0;
        outbox.Overflowed = () => overflows++;
        outbox.Append(new byte[101]);
        Flush(outbox);
        overflows.Should().Be(1);
    }

    [Fact]
    public void What_was_asked_for_never_overflows_and_leaves_others_as_much_room_as_before()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        outbox.Overflowed = () => throw new InvalidOperationException("It overflowed.");
        outbox.Append(new byte[50]);
        outbox.AppendOwn(new byte[1000]);
        outbox.Append(new byte[50]);
        Flush(outbox).Should().Be(FlushResult.Idle);
        pair.Receive(1100).Should().HaveCount(1100);
        outbox.Sent.Should().Be(1100);
    }

    [Fact]
    public void When_what_was_asked_for_has_left_the_limit_is_the_old_one()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        int overflows = 0;
        outbox.Overflowed = () => overflows++;
        outbox.AppendOwn(new byte[1000]);
        Flush(outbox);
        outbox.Append(new byte[100]);
        Flush(outbox);
        overflows.Should().Be(0);
        outbox.Append(new byte[101]);
        Flush(outbox);
        overflows.Should().Be(1);
    }

    [Fact]
    public void There_is_room_while_no_more_than_half_the_limit_waits_and_whoever_awaits_it_is_told_once()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        int told = 0;
        outbox.RoomMade = () => told++;
        outbox.AppendOwn(new byte[50]);
        outbox.HasRoom.Should().BeTrue();
        outbox.AwaitRoom().Should().BeFalse();
        outbox.Append([1]);
        outbox.HasRoom.Should().BeFalse();
        outbox.AwaitRoom().Should().BeTrue();
        told.Should().Be(0);
        Flush(outbox);
        outbox.HasRoom.Should().BeTrue();
        told.Should().Be(1);
        outbox.Append([1]);
        Flush(outbox);
        told.Should().Be(1);
    }

    [Fact]
    public void An_answer_that_the_socket_took_in_part_still_counts()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        SocketOutbox outbox = Unserved(pair, limit: 100);
        int told = 0;
        outbox.RoomMade = () => told++;
        outbox.AppendOwn(new byte[10_000_000]);
        Flush(outbox).Should().Be(FlushResult.Full);
        outbox.Sent.Should().BePositive();
        outbox.Unsent.Should().Be(10_000_000 - outbox.Sent);
        outbox.AwaitRoom().Should().BeTrue();

        pair.Server.Dispose();
        Flush(outbox).Should().Be(FlushResult.Idle);
        outbox.IsBroken.Should().BeTrue();
        outbox.HasRoom.Should().BeTrue();
        told.Should().Be(1, "nobody should wait for ever");
    }

    [Fact]
    public void Bytes_that_were_sent_do_not_count_any_more()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, limit: 100)
        {
            Overflowed = () => throw new InvalidOperationException("It overflowed."),
        };
        for (int i = 0; i < 1000; i++)
        {
            outbox.Append(new byte[100]);
            pair.Receive(100).Should().HaveCount(100);
        }
    }

    [Fact]
    public async Task After_an_overflow_the_last_line_is_still_delivered()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        using var lane = new WriteLane(1);
        int overflows = 0;
        var outbox = new SocketOutbox(pair.Server, lane, limit: 256 * 1024) { Overflowed = () => Interlocked.Increment(ref overflows) };
        string line = new string('x', 1023) + "\n";
        // Larger than the sockets' buffers: once some of it has arrived, the rest is a partial send, which must not be lost.
        outbox.Append(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(line, 200))));
        pair.Peer.Poll(Waiting.Deadline, System.Net.Sockets.SelectMode.SelectRead).Should().BeTrue("something should arrive");
        for (int i = 0; i < 1000; i++) outbox.Append(Encoding.ASCII.GetBytes(line));
        await Waiting.UntilAsync(() => Volatile.Read(ref overflows) == 1, "the lane to see the overflow");

        Task<byte[]> received = Task.Run(pair.ReceiveToEnd);
        await Task.Run(() =>
        {
            outbox.Complete("goodbye\n"u8.ToArray(), Waiting.Deadline);
            pair.Server.Dispose();
        }).WithinDeadlineAsync("the last line to leave");
        string[] lines = Lines(await received);
        lines[^1].Should().Be("goodbye");
        lines.Length.Should().BeGreaterThan(200);
        lines.SkipLast(1).Should().OnlyContain(text => text.Length == 1023, "no line is cut in two");
    }

    [Fact]
    public async Task Complete_sends_what_is_queued_then_the_last_line_and_nothing_that_comes_later()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        for (int i = 0; i < 100; i++) outbox.Append(Encoding.ASCII.GetBytes($"{i}\n"));
        await Task.Run(() => outbox.Complete("goodbye\n"u8.ToArray(), Waiting.Deadline)).WithinDeadlineAsync("everything to leave");
        outbox.Append("too late\n"u8.ToArray());
        outbox.Complete("much too late\n"u8.ToArray(), Waiting.Deadline);
        pair.Server.Dispose();
        Lines(pair.ReceiveToEnd()).Should().Equal([.. Enumerable.Range(0, 100).Select(i => $"{i}"), "goodbye"]);
    }

    [Fact]
    public void Complete_sends_by_itself_when_nothing_else_is_on_its_way()
    {
        using var pair = new SocketPair();
        Unserved(pair, Large).Complete("goodbye\n"u8.ToArray(), TimeSpan.Zero);
        pair.Server.Dispose();
        Lines(pair.ReceiveToEnd()).Should().Equal("goodbye");
    }

    [Fact]
    public async Task Complete_leaves_to_the_lane_what_a_full_socket_does_not_take()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        byte[] last = [.. Enumerable.Repeat((byte)'x', 4_000_000), (byte)'\n'];
        Task completed = Task.Run(() =>
        {
            outbox.Complete(last, Waiting.Deadline);
            pair.Server.Dispose();
        });
        Task<byte[]> received = Task.Run(pair.ReceiveToEnd);
        await Task.WhenAll(completed, received).WithinDeadlineAsync("all of it to come");
        (await received).Should().Equal(last);
    }

    [Fact]
    public async Task Complete_does_not_wait_for_a_peer_that_never_reads_longer_than_it_is_told()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        for (int i = 0; i < 100; i++) outbox.Append(new byte[100_000]);
        await Task.Run(() => outbox.Complete("goodbye\n"u8.ToArray(), TimeSpan.FromMilliseconds(1)))
            .WithinDeadlineAsync("Complete to give up");
    }

    [Fact]
    public async Task A_broken_connection_ends_the_waiting_at_once()
    {
        using var pair = new SocketPair(bufferBytes: 4 * 1024);
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        for (int i = 0; i < 100; i++) outbox.Append(new byte[100_000]);
        Task completed = Task.Run(() => outbox.Complete("goodbye\n"u8.ToArray(), TimeSpan.FromDays(1)));
        pair.Peer.LingerState = new System.Net.Sockets.LingerOption(true, 0);
        pair.Peer.Dispose();
        await completed.WithinDeadlineAsync("Complete to see that the peer is gone");
    }

    [Fact]
    public async Task A_socket_that_was_closed_under_it_is_no_error()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, Large);
        pair.Server.Dispose();
        outbox.Append("x"u8.ToArray());
        await Task.Run(() => outbox.Complete("goodbye\n"u8.ToArray(), TimeSpan.FromDays(1)))
            .WithinDeadlineAsync("Complete to see that the socket is closed");
    }

    // A lane that has stopped sends nothing: what is appended stays.
    [Fact]
    public void What_may_wait_goes_before_the_last_line()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 100);
        outbox.Append([1], mayWait: true);
        outbox.Complete([2], Waiting.Deadline);
        pair.Receive(2).Should().Equal(1, 2);
        outbox.Claim().Should().BeFalse("nothing is left");
    }

    [Fact]
    public async Task One_line_too_many_is_told_at_once_also_where_it_might_wait()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var overflown = new TaskCompletionSource();
        var outbox = new SocketOutbox(pair.Server, lane, 10) { Overflowed = overflown.SetResult };
        outbox.Append(new byte[11], mayWait: true).Should().BeFalse();
        await overflown.Task.WithinDeadlineAsync("the overflow");
    }

    [Fact]
    public void Only_what_nobody_sends_yet_can_be_claimed_and_only_once()
    {
        using var pair = new SocketPair();
        SocketOutbox outbox = Unserved(pair, limit: 100);
        outbox.Claim().Should().BeFalse();
        outbox.Append([1], mayWait: true);
        outbox.Claim().Should().BeTrue();
        outbox.Claim().Should().BeFalse();
        Flush(outbox).Should().Be(FlushResult.Idle);
        pair.Receive(1).Should().Equal(1);
    }

    private static SocketOutbox Unserved(SocketPair pair, int limit)
    {
        var lane = new WriteLane(1);
        lane.Dispose();
        return new SocketOutbox(pair.Server, lane, limit);
    }

    private static FlushResult Flush(SocketOutbox outbox) => outbox.Flush(new LaneBuffer());

    private static string[] Lines(byte[] bytes) => Encoding.ASCII.GetString(bytes).TrimEnd('\n').Split('\n');
}
