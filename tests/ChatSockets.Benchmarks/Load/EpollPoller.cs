using System.Net;
using System.Runtime.InteropServices;

namespace ChatSockets.Benchmarks.Load;

/// <summary>Linux: epoll, level-triggered, and the plain calls on descriptors; a readiness costs one recv and nothing else.</summary>
internal sealed class EpollPoller : Poller
{
    private const int Capacity = 1024;

    // struct epoll_event is packed on x86-64 and naturally aligned everywhere else.
    private static readonly int DataOffset = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 4 : 8;
    private static readonly int EventSize = DataOffset + 8;

    private readonly int _epoll = Libc.EpollCreate(0);
    private readonly byte[] _events = new byte[Capacity * EventSize];
    private readonly byte[] _change = new byte[EventSize];
    private readonly List<Connection?> _connections = [];
    private readonly Stack<int> _freeSlots = new();

    // epoll_wait knows whole milliseconds only, which is coarse for evenly spaced lines; its younger sister knows nanoseconds.
    private bool _isPrecise = true;

    public override void Connect(Connection connection, IPEndPoint target)
    {
        connection.Socket.Blocking = false;
        byte[] address = target.Serialize().Buffer.ToArray();
        int answer = Libc.Connect(connection.Descriptor, ref address[0], address.Length);
        if (answer != 0 && Marshal.GetLastPInvokeError() != Libc.InProgress)
            throw new BenchException($"connect to {target}: {Marshal.GetLastPInvokeErrorMessage()}");
        if (!_freeSlots.TryPop(out int slot))
        {
            slot = _connections.Count;
            _connections.Add(null);
        }
        _connections[slot] = connection;
        connection.Slot = slot;
        Control(Libc.Add, connection, Libc.InputReady | Libc.OutputReady);
    }

    public override void Watch(Connection connection, bool reading, bool writing) =>
        Control(Libc.Change, connection, (reading ? Libc.InputReady : 0) | (writing ? Libc.OutputReady : 0));

    public override void Forget(Connection connection)
    {
        Control(Libc.Remove, connection, 0);
        _connections[connection.Slot] = null;
        _freeSlots.Push(connection.Slot);
    }

    public override int Wait(TimeSpan timeout, Span<Ready> ready)
    {
        int capacity = Math.Min(Capacity, ready.Length);
        int count = WaitForEvents(capacity, timeout);
        int filled = 0;
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> entry = _events.AsSpan(i * EventSize, EventSize);
            int flags = MemoryMarshal.Read<int>(entry);
            Connection? connection = _connections[MemoryMarshal.Read<int>(entry[DataOffset..])];
            if (connection is null) continue;
            bool broken = (flags & (Libc.ErrorReady | Libc.HangUp)) != 0;
            ready[filled++] = new Ready(connection, broken || (flags & Libc.InputReady) != 0, (flags & Libc.OutputReady) != 0);
        }
        return filled;
    }

    public override int Receive(Connection connection, Span<byte> buffer)
    {
        nint count = Libc.Receive(connection.Descriptor, ref MemoryMarshal.GetReference(buffer), buffer.Length, 0);
        if (count >= 0) return (int)count;
        return Marshal.GetLastPInvokeError() is Libc.WouldBlock or Libc.Interrupted ? -1 : 0;
    }

    public override int Send(Connection connection, ReadOnlySpan<byte> bytes)
    {
        nint count = Libc.Send(connection.Descriptor, ref MemoryMarshal.GetReference(bytes), bytes.Length, Libc.NoSignal);
        if (count >= 0) return (int)count;
        return Marshal.GetLastPInvokeError() is Libc.WouldBlock or Libc.Interrupted ? 0 : -1;
    }

    public override void Dispose() => _ = Libc.Close(_epoll);

    private int WaitForEvents(int capacity, TimeSpan timeout)
    {
        if (_isPrecise)
        {
            try
            {
                int count = Libc.EpollWaitPrecisely(_epoll, ref _events[0], capacity, new Libc.TimeSpec(timeout), 0);
                if (count >= 0 || Marshal.GetLastPInvokeError() == Libc.Interrupted) return count;
            }
            catch (EntryPointNotFoundException)
            {
                // A C library older than the call; the kernel may be too, which is an error code above.
            }
            _isPrecise = false;
        }
        return Libc.EpollWait(_epoll, ref _events[0], capacity, (int)Math.Ceiling(timeout.TotalMilliseconds));
    }

    private void Control(int operation, Connection connection, int flags)
    {
        MemoryMarshal.Write(_change, flags);
        MemoryMarshal.Write(_change.AsSpan(DataOffset), (long)connection.Slot);
        _ = Libc.EpollControl(_epoll, operation, connection.Descriptor, ref _change[0]);
    }
}
