using System.Net.Sockets;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;

namespace ChatSockets.Server.Transport;

/// <summary>
/// What one client has yet to be sent: references to encoded lines, which are shared between all their readers, up to a limit in bytes.
/// </summary>
/// <remarks>
/// Any thread appends, and never waits (promise 2). One write lane sends. <c>_gate</c> guards the queue and is held for no longer
/// than that; it is the last in the order of locks. What the lane alone touches (<c>_partial</c>) needs no lock.
/// </remarks>
internal sealed class Outbox
{
    private const int SendBytes = 64 * 1024;
    private const int InitialCapacity = 8;

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly WriteLane _lane;
    private readonly int _limit;
    private byte[][] _queue = [];
    private int _head;
    private int _count;
    private int _bytes;
    private bool _scheduled;
    private State _state;
    private ReadOnlyMemory<byte> _partial;
    private volatile Variant _variant;
    private ulong _capabilities;
    private ManualResetEventSlim? _drained;

    public Outbox(Socket socket, WriteLane lane, int limit)
    {
        _socket = socket;
        _lane = lane;
        _limit = limit;
    }

    private enum State
    {
        Open,
        Overflown,
        Completed,
        Closed,
    }

    /// <summary>The form in which this outbox's reader wants its lines. Set by the connection's thread, read by every broadcaster.</summary>
    public Variant Variant
    {
        get => _variant;
        set => _variant = value;
    }

    /// <summary>What the reader negotiated, for messages that not everybody is sent. Set and read as <see cref="Variant"/> is.</summary>
    public Capability Capabilities
    {
        get => (Capability)Volatile.Read(ref _capabilities);
        set => Volatile.Write(ref _capabilities, (ulong)value);
    }

    /// <summary>Called once, on the thread that appended one line too many; must not wait.</summary>
    public Action? Overflowed { get; set; }

    /// <summary>The next of the lane's scheduled outboxes; the lane's.</summary>
    public Outbox? NextScheduled { get; set; }

    /// <summary>When the lane tries a full socket again, and how long it waited before; the lane's.</summary>
    public (long At, int Milliseconds) Retry { get; set; }

    /// <summary>Queues a line, or several in one array, for sending. The array must not change any more.</summary>
    public void Append(byte[] line)
    {
        if (line.Length == 0) return;
        bool wake = false, overflow = false;
        lock (_gate)
        {
            if (_state != State.Open) return;
            if (_bytes + line.Length > _limit)
            {
                overflow = true;
                _state = State.Overflown;
                ClearQueue();
            }
            else
            {
                Enqueue(line);
                wake = !_scheduled;
                _scheduled = true;
            }
        }
        if (wake) _lane.Schedule(this);
        else if (overflow) Overflowed?.Invoke();
    }

    /// <summary>
    /// Takes a last line, then no more, and waits until all is sent, the socket is broken or the time is over.
    /// For the connection's own thread, which is about to close the socket.
    /// </summary>
    public void Complete(byte[] lastLine, TimeSpan timeout)
    {
        using var drained = new ManualResetEventSlim();
        lock (_gate)
        {
            if (_state is State.Completed or State.Closed) return;
            _state = State.Completed;
            Enqueue(lastLine);
            _drained = drained;
            if (_scheduled) lastLine = [];
            _scheduled = true;
        }
        if (lastLine.Length > 0) _lane.Schedule(this);
        drained.Wait(timeout);
        lock (_gate)
        {
            _drained = null;
            _state = State.Closed;
            ClearQueue();
        }
    }

    /// <summary>Sends what has gathered, one buffer's worth at the most. Called by the lane alone.</summary>
    /// <param name="scratch">The lane's buffer, in which small lines are put together for one send.</param>
    public FlushResult Flush(byte[] scratch)
    {
        ReadOnlyMemory<byte> chunk = _partial.IsEmpty ? Gather(scratch) : _partial;
        if (chunk.IsEmpty) return Rest();

        int sent;
        SocketError error;
        try
        {
            sent = _socket.Send(chunk.Span, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            // The connection's thread gave up waiting for us and closed the socket.
            (sent, error) = (0, SocketError.NotConnected);
        }

        switch (error)
        {
            case SocketError.Success when sent == chunk.Length:
                _partial = default;
                Retry = default;
                return Rest();
            case SocketError.Success:
                Retry = default;
                Keep(chunk[sent..], scratch);
                return FlushResult.Full;
            case SocketError.WouldBlock or SocketError.IOPending or SocketError.NoBufferSpaceAvailable:
                Keep(chunk, scratch);
                return FlushResult.Full;
            default:
                Abandon();
                return FlushResult.Idle;
        }
    }

    // After a send: either there is more, or the outbox leaves the lane until the next Append.
    private FlushResult Rest()
    {
        lock (_gate)
        {
            if (_count > 0) return FlushResult.More;
            _scheduled = false;
            if (_queue.Length > InitialCapacity) _queue = [];
            _drained?.Set();
            return FlushResult.Idle;
        }
    }

    // The peer is gone; its own thread sees that too. Nothing more is taken or sent.
    private void Abandon()
    {
        lock (_gate)
        {
            _state = State.Closed;
            _scheduled = false;
            ClearQueue();
            _drained?.Set();
        }
        _partial = default;
    }

    // What the socket did not take must outlive the lane's scratch buffer.
    private void Keep(ReadOnlyMemory<byte> rest, byte[] scratch)
    {
        bool inScratch = System.Runtime.InteropServices.MemoryMarshal.TryGetArray(rest, out ArraySegment<byte> segment) && segment.Array == scratch;
        _partial = inScratch ? rest.ToArray() : rest;
    }

    private ReadOnlyMemory<byte> Gather(byte[] scratch)
    {
        lock (_gate)
        {
            if (_count == 0) return default;
            byte[] line = Dequeue();
            if (_count == 0 || line.Length >= SendBytes) return line;
            int length = 0;
            while (true)
            {
                line.CopyTo(scratch, length);
                length += line.Length;
                if (_count == 0 || length + _queue[_head].Length > SendBytes) return scratch.AsMemory(0, length);
                line = Dequeue();
            }
        }
    }

    private void Enqueue(byte[] line)
    {
        if (_count == _queue.Length) Grow();
        _queue[(_head + _count) & (_queue.Length - 1)] = line;
        _count++;
        _bytes += line.Length;
    }

    private byte[] Dequeue()
    {
        byte[] line = _queue[_head];
        _queue[_head] = null!;
        _head = (_head + 1) & (_queue.Length - 1);
        _count--;
        _bytes -= line.Length;
        return line;
    }

    private void Grow()
    {
        var larger = new byte[Math.Max(InitialCapacity, _queue.Length * 2)][];
        for (int i = 0; i < _count; i++) larger[i] = _queue[(_head + i) & (_queue.Length - 1)];
        _queue = larger;
        _head = 0;
    }

    private void ClearQueue()
    {
        _queue = [];
        _head = _count = _bytes = 0;
    }

    /// <summary>The lane's buffer must be this long.</summary>
    public static int ScratchBytes => SendBytes;
}

/// <summary>What is to be done with an outbox after a flush.</summary>
internal enum FlushResult
{
    /// <summary>All is sent, or nothing can be: wait for the next line.</summary>
    Idle,

    /// <summary>There is more to send; the others first.</summary>
    More,

    /// <summary>The socket takes nothing for now: try again a little later.</summary>
    Full,
}
