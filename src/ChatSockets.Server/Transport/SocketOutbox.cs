using System.Buffers;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The lines that one client has yet to be sent: references to encoded lines shared by all their readers. Other people's messages are
/// limited in bytes; replies to the client are not, but its thread waits for space before it handles more commands.
/// </summary>
/// <remarks>
/// Any thread appends, and never waits (promise 2). Its owner sends: whoever has appended to it while it was empty, who is its write lane
/// mostly (<see cref="DirectSends"/>), until it is empty again. <c>_gate</c> guards the queue and is held for no longer than that; no other
/// lock is taken under it, and no callback is called. What the owner alone touches (<c>_partial</c>) needs no lock.
/// </remarks>
internal sealed class SocketOutbox : Outbox
{
    /// <summary>The most bytes of lines in one send; one line may be longer.</summary>
    public const int SendBytes = 64 * 1024;

    private const int InitialCapacity = 8;

    // Of the arrays that are queued: another owner than the lane sends each by itself.
    private const int MostAtOnce = 4;

    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly WriteLane _lane;
    private readonly int _limit;
    private byte[][] _queue = [];
    private int _head;
    private int _count;
    private int _bytes;
    private int _sending;
    private int _grace;
    private bool _scheduled;
    private bool _isPatient;
    private bool _isAwaited;
    private State _state;
    private volatile bool _overflown;
    private long _sent;
    private ReadOnlyMemory<byte> _partial;

    // How many bytes of lines are in _partial: fewer than its own where it is encrypted.
    private int _partialLines;

    // How many bytes another owner than the lane has taken.
    private int _taken;

    // Whether it is in an array that nobody else writes to.
    private bool _isKept;
    private ManualResetEventSlim? _drained;

    public SocketOutbox(Socket socket, WriteLane lane, int limit)
    {
        _socket = socket;
        _lane = lane;
        _limit = limit;
    }

    /// <summary>
    /// That of a session whose connection is another server's: closed from the beginning. No class of its own, because what is called for
    /// every delivery is faster where there is one only.
    /// </summary>
    public static SocketOutbox OfAnother(WriteLane lane) => new(null!, lane, int.MaxValue) { _state = State.Closed };

    private enum State
    {
        Open,
        Overflown,
        Leaving,
        Completed,
        Closed,
    }

    /// <summary>
    /// Encrypts what is sent; null for clear text. Set by the connection's thread before anything is queued that must be encrypted.
    /// </summary>
    public TlsLayer? Tls { get; set; }

    /// <summary>
    /// Called when there is the room that <see cref="AwaitRoom"/> found missing, or never will be; on its owner's thread. Must not wait.
    /// </summary>
    public Action? RoomMade { get; set; }

    /// <inheritdoc/>
    public override bool HasRoom => Unsent <= _limit / 2;

    /// <inheritdoc/>
    public override long Unsent => (long)Volatile.Read(ref _bytes) + Volatile.Read(ref _sending);

    /// <inheritdoc/>
    public override long Sent => Volatile.Read(ref _sent);

    /// <summary>The socket is broken: the peer has gone.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>The next outbox in the lane's queue that this one is in; the lane's.</summary>
    public SocketOutbox? Next { get; set; }

    /// <summary>The next one in <see cref="PatientOutboxes"/>; theirs.</summary>
    public SocketOutbox? NextPatient { get; set; }

    /// <summary>When the lane tries a full socket again; the lane's.</summary>
    public Retry Retry { get; set; }

    /// <inheritdoc/>
    public override void AppendLines(byte[] lines)
    {
        if (Append(InFrames(lines))) _lane.CountQueued(lines);
    }

    /// <inheritdoc/>
    public override bool Append(byte[] line, bool mayWait = false)
    {
        if (line.Length == 0) return false;
        bool wake = false, waits = false, isQueued = false;
        lock (_gate)
        {
            if (_state != State.Open) return false;
            if ((long)_bytes + line.Length <= (long)_limit + _grace)
            {
                Enqueue(line);
                isQueued = true;
                waits = mayWait && !_scheduled;
            }
            else
            {
                _state = State.Overflown;
                _overflown = true;
                ClearQueue();
            }
            if (waits)
            {
                waits = !_isPatient;
                _isPatient = true;
            }
            else
            {
                wake = !_scheduled;
                _scheduled = true;
            }
        }
        if (waits) _lane.ScheduleLater(this);
        else if (wake && (Tls is not null || !DirectSends.TryAdd(this))) _lane.Schedule(this);
        return isQueued;
    }

    /// <summary>
    /// After its time in <see cref="PatientOutboxes"/>: whether there is something to send that is nobody's yet. Then the lane owns it.
    /// </summary>
    public bool Claim()
    {
        lock (_gate)
        {
            _isPatient = false;
            if (_count == 0 || _scheduled) return false;
            return _scheduled = true;
        }
    }

    /// <inheritdoc/>
    public override void CountSends(int bytes, int sends) => _lane.CountSendsBeside(bytes, sends);

    /// <inheritdoc/>
    public override void HandOn() => _lane.Schedule(this);

    /// <inheritdoc/>
    public override int SendNow()
    {
        _taken = 0;
        int taken = 0;
        try
        {
            FlushResult result = FlushResult.More;
            for (int i = 0; i < MostAtOnce && result == FlushResult.More; i++) result = Flush(null);
            // Behind this it may be the lane's.
            taken = _taken;
            if (result != FlushResult.Idle) _lane.Schedule(this);
        }
        catch (Exception exception)
        {
            _lane.Fail(this, exception);
        }
        return taken;
    }

    /// <inheritdoc/>
    public override void AppendOwn(byte[] lines)
    {
        if (_state == State.Closed) return;
        _lane.CountQueued(lines);
        AppendRaw(InFrames(lines));
    }

    /// <summary>The same for bytes that go out as they are, and are no lines.</summary>
    public void AppendRaw(byte[] lines)
    {
        if (lines.Length == 0) return;
        bool wake;
        lock (_gate)
        {
            if (_state != State.Open) return;
            _grace += lines.Length;
            Enqueue(lines);
            wake = !_scheduled;
            _scheduled = true;
        }
        if (wake) _lane.Schedule(this);
    }

    /// <summary>
    /// Requests <see cref="RoomMade"/> if there is no space now. Returns whether it will be raised. For the connection's own thread.
    /// </summary>
    public bool AwaitRoom()
    {
        lock (_gate) return _isAwaited = !HasRoom;
    }

    /// <inheritdoc/>
    public override void Leave()
    {
        lock (_gate)
        {
            if (_state == State.Open) _state = State.Leaving;
        }
    }

    /// <summary>
    /// Takes last bytes, which go out as they are, then no more, and waits until all is sent, the socket is broken or the time is over.
    /// For the connection's own thread, which is about to close the socket.
    /// </summary>
    public void Complete(byte[] lastLine, TimeSpan timeout)
    {
        bool isIdle, isEmpty;
        lock (_gate)
        {
            if (_state is State.Completed or State.Closed) return;
            _state = State.Completed;
            isIdle = !_scheduled;
            isEmpty = isIdle && _count == 0;
            _scheduled = true;
        }
        // Most have nothing on its way when they end: the lane, which would have to be woken and waited for, has no part in that.
        bool isSent = isEmpty ? TrySend(lastLine) || Drain([], isIdle, timeout) : Drain(lastLine, isIdle, timeout);
        lock (_gate)
        {
            _drained = null;
            _state = State.Closed;
            ClearQueue();
        }
        if (isSent && !IsBroken && Tls is not null) _socket.Send(Tls.Goodbye().Span, SocketFlags.None, out _);
    }

    /// <summary>Sends pending lines, at most one buffer. For the outbox's owner: the lane, or with no buffer another thread.</summary>
    public FlushResult Flush(LaneBuffer? buffer)
    {
        if (_overflown)
        {
            _overflown = false;
            Overflowed?.Invoke();
        }
        if (_partial.IsEmpty && !TakeChunk(buffer)) return Rest();
        ReadOnlyMemory<byte> chunk = _partial;
        if (chunk.IsEmpty)
        {
            Abandon();
            return FlushResult.Idle;
        }

        switch (Send())
        {
            case SocketError.Success when _partial.IsEmpty:
                Retry = default;
                return Rest();
            case SocketError.Success:
                Retry = default;
                Keep();
                return FlushResult.Full;
            case SocketError.WouldBlock or SocketError.IOPending or SocketError.NoBufferSpaceAvailable:
                Keep();
                return FlushResult.Full;
            default:
                Abandon();
                return FlushResult.Idle;
        }
    }

    /// <summary>Ends sending after an exception during a flush, which has lost the lines it had taken. For the outbox's owner.</summary>
    public void Fail()
    {
        Break();
        Failed?.Invoke();
    }

    // Whether all was sent in time.
    private bool Drain(byte[] last, bool isIdle, TimeSpan timeout)
    {
        using var drained = new ManualResetEventSlim();
        lock (_gate)
        {
            if (_state == State.Closed) return false;
            if (last.Length > 0) Enqueue(last);
            _drained = drained;
            // Between the locks the lane may have sent the rest and come to its end.
            isIdle |= !_scheduled;
            _scheduled = true;
        }
        if (isIdle) _lane.Schedule(this);
        return drained.Wait(timeout);
    }

    // For the connection's thread while the lane has nothing to do with this outbox. True if there is nothing left to send: also if the
    // peer is gone.
    private bool TrySend(byte[] line)
    {
        if (line.Length == 0) return true;
        if (Tls is null)
        {
            _partial = line;
        }
        else
        {
            var records = new ArrayBufferWriter<byte>();
            if (!Tls.Encrypt(line, records)) return true;
            _partial = records.WrittenMemory;
        }
        _lane.CountSendsBeside(line.Length, 1);
        _partialLines = line.Length;
        _isKept = true;
        lock (_gate) _sending += line.Length;
        return Send() switch
        {
            SocketError.Success => _partial.IsEmpty,
            SocketError.WouldBlock or SocketError.IOPending or SocketError.NoBufferSpaceAvailable => false,
            _ => true,
        };
    }

    // Whether there was something; the chunk is empty where it cannot be encrypted, because the connection is at its end.
    private bool TakeChunk(LaneBuffer? buffer)
    {
        ReadOnlyMemory<byte> lines = Gather(buffer?.Lines);
        if (lines.IsEmpty) return false;
        if (buffer is null) _taken += lines.Length;
        else _lane.CountSend(lines.Length);
        _partialLines = lines.Length;
        _partial = Tls is null ? lines : Tls.Encrypt(lines, buffer!.Records) ? buffer.Records.WrittenMemory : default;
        _isKept = Tls is null && MemoryMarshal.TryGetArray(lines, out ArraySegment<byte> segment) && segment.Array != buffer?.Lines;
        return true;
    }

    private SocketError Send()
    {
        int sent;
        SocketError error;
        try
        {
            sent = _socket.Send(_partial.Span, SocketFlags.None, out error);
        }
        catch (ObjectDisposedException)
        {
            // The connection's thread gave up waiting for us and closed the socket.
            return SocketError.NotConnected;
        }
        if (error != SocketError.Success) return error;
        // Of encrypted lines, as large a part as of the records.
        int lines = sent == _partial.Length ? _partialLines : (int)((long)_partialLines * sent / _partial.Length);
        // An empty part of the lines would keep them all in memory.
        _partial = sent == _partial.Length ? default : _partial[sent..];
        _partialLines -= lines;
        // This thread alone changes both now, so that no lock is needed.
        Volatile.Write(ref _sending, _sending - lines);
        Volatile.Write(ref _sent, _sent + lines);
        return error;
    }

    // After a send: either there is more, or the outbox leaves the lane until the next Append.
    private FlushResult Rest()
    {
        bool isRoomMade;
        FlushResult result = FlushResult.More;
        lock (_gate)
        {
            isRoomMade = _isAwaited && HasRoom;
            if (isRoomMade) _isAwaited = false;
            // What has overflown during the send has an empty queue, and is still to be told.
            if (_count == 0 && !_overflown)
            {
                result = FlushResult.Idle;
                _scheduled = false;
                if (_queue.Length > InitialCapacity) _queue = [];
                _drained?.Set();
            }
        }
        if (isRoomMade) RoomMade?.Invoke();
        return result;
    }

    // The peer is gone; its own thread sees that too. Nothing more is taken or sent.
    private void Abandon()
    {
        Break();
        RoomMade?.Invoke();
    }

    private void Break()
    {
        lock (_gate)
        {
            _state = State.Closed;
            IsBroken = true;
            _scheduled = _isAwaited = false;
            ClearQueue();
            _sending = 0;
            _drained?.Set();
        }
        _partial = default;
    }

    // What the socket did not take must outlive the lane's buffer.
    private void Keep()
    {
        if (!_isKept) _partial = _partial.ToArray();
        _isKept = true;
    }

    private ReadOnlyMemory<byte> Gather(byte[]? scratch)
    {
        lock (_gate)
        {
            if (_count == 0) return default;
            byte[] line = Dequeue();
            if (scratch is null || _count == 0 || line.Length >= SendBytes) return line;
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

    private byte[] InFrames(byte[] lines) => Frames == Variant.Plain ? lines : WebSocketFrames.Of(lines, Frames);

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
        // In this order, so that HasRoom, which takes no lock, never sees too little.
        _sending += line.Length;
        Volatile.Write(ref _bytes, _bytes - line.Length);
        // What was asked for leaves in its turn, like everything else; it cannot be more than all that is left.
        _grace = Math.Min(_grace, _bytes);
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
        _head = _count = _bytes = _grace = 0;
    }

}

/// <summary>What the lane does with an outbox after a flush.</summary>
internal enum FlushResult
{
    /// <summary>All is sent, or nothing can be: wait for the next line.</summary>
    Idle,

    /// <summary>There is more to send; the others first.</summary>
    More,

    /// <summary>The socket takes nothing for now: try again a little later.</summary>
    Full,
}
