using System.Net;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Delivery;

/// <summary>How much garbage a delivered line makes, and how much of it a connection keeps.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void A_line_to_any_number_of_readers_makes_no_garbage_for_each_of_them()
    {
        using var pair = new SocketPair();
        var lane = new WriteLane(1);
        lane.Dispose();
        var server = new ServerContext(new ServerOptions { Port = 0, Bind = [IPAddress.Loopback] });
        byte[] line = Wire.Utf8(":alice!~alice@127.0.0.1 PRIVMSG #lobby :hello\r\n");
        // What is shared by all who want it in the same form may be made once for each form.
        Allocated(10).Should().Be(Allocated(1000));
        server.Lanes.Dispose();

        long Allocated(int readers)
        {
            Outbox[] outboxes = [.. Enumerable.Range(0, readers)
                .Select(i => new SocketOutbox(pair.Server, lane, 1 << 20) { Variant = (Variant)(i % 4) })];
            // The first line has each make its queue, and the runtime what it needs once.
            new Broadcast(server, null, line).To(outboxes);
            long before = GC.GetAllocatedBytesForCurrentThread();
            new Broadcast(server, null, line).To(outboxes);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void What_was_sent_is_not_kept()
    {
        using var pair = new SocketPair();
        using var lane = new WriteLane(1);
        var outbox = new SocketOutbox(pair.Server, lane, 1 << 20);
        WeakReference sent = Send();
        GC.Collect();
        sent.IsAlive.Should().BeFalse();
        GC.KeepAlive(outbox);

        WeakReference Send()
        {
            byte[] line = new byte[1000];
            using (DirectSends.Begin()) outbox.Append(line);
            pair.Receive(line.Length).Should().HaveCount(line.Length);
            return new WeakReference(line);
        }
    }
}
