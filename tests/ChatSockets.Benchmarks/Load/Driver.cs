using System.Diagnostics;
using System.Net;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// All client connections on one thread: waits for what is ready, receives once a readiness into one shared buffer, and
/// hands the bytes to the connection's receiver. Nothing is allocated while lines flow.
/// </summary>
/// <param name="target">The server.</param>
/// <param name="isEncrypted">Whether all connections speak TLS.</param>
internal sealed class Driver(IPEndPoint target, bool isEncrypted = false) : IDisposable
{
    private readonly Poller _poller = isEncrypted ? new TlsPoller(Poller.Create()) : Poller.Create();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly Ready[] _ready = new Ready[1024];
    private readonly List<Connection> _connections = [];

    public IPEndPoint Target { get; } = target;

    /// <summary>Begins to connect; <see cref="Receiver.Connected"/> or <see cref="Receiver.Closed"/> tells the outcome.</summary>
    public Connection Open(string nick, Receiver receiver, int receiveBuffer = 0)
    {
        var connection = new Connection(nick, receiver, Target.AddressFamily);
        if (receiveBuffer > 0) connection.Socket.ReceiveBufferSize = receiveBuffer;
        _poller.Connect(connection, Target);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>Waits for at most this long, and handles what is ready.</summary>
    public void Turn(TimeSpan wait)
    {
        int count = _poller.Wait(wait, _ready);
        for (int i = 0; i < count; i++)
        {
            var (connection, readable, writable) = _ready[i];
            if (writable && !connection.IsClosed) Writable(connection);
            if (readable && !connection.IsClosed) Readable(connection);
        }
    }

    /// <summary>Turns until the condition holds; false when the time is up before.</summary>
    public bool TurnUntil(Func<bool> condition, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(start) > limit) return false;
            Turn(TimeSpan.FromMilliseconds(20));
        }
        return true;
    }

    public void TurnFor(TimeSpan time) => TurnUntil(static () => false, time);

    /// <summary>Turns until nothing has come in for a while: what was under way has arrived.</summary>
    public void WaitUntilQuiet(TimeSpan quiet, TimeSpan limit)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < limit)
        {
            Turn(TimeSpan.FromMilliseconds(10));
            if (Stopwatch.GetElapsedTime(Math.Max(start, LastReceived)) >= quiet) return;
        }
    }

    public long BytesReceived { get; private set; }

    /// <summary>When something last came in, in Stopwatch ticks.</summary>
    public long LastReceived { get; private set; }

    /// <summary>Sends now, or as soon as the socket takes it.</summary>
    public void Send(Connection connection, ReadOnlySpan<byte> bytes)
    {
        if (connection.IsClosed) return;
        if (connection.Unsent.Length > 0 || !connection.IsConnected)
        {
            connection.Unsent.Append(bytes);
            return;
        }
        int sent = _poller.Send(connection, bytes);
        if (sent < 0)
        {
            Close(connection);
        }
        else if (sent < bytes.Length)
        {
            connection.Unsent.Append(bytes[sent..]);
            _poller.Watch(connection, reading: true, writing: true);
        }
    }

    public void Pong(Connection connection, ReadOnlySpan<byte> parameters)
    {
        byte[] line = [.. "PONG "u8, .. parameters, .. "\r\n"u8];
        Send(connection, line);
    }

    /// <summary>From now on the connection does not read: the slow reader of every chat server's nightmares.</summary>
    public void StopReading(Connection connection) => _poller.Watch(connection, reading: false, writing: false);

    public void ReadAgain(Connection connection) => _poller.Watch(connection, reading: true, writing: false);

    public void Close(Connection connection)
    {
        if (connection.IsClosed) return;
        connection.IsClosed = true;
        _poller.Forget(connection);
        connection.Socket.Dispose();
        connection.Receiver.Closed(this, connection);
    }

    public void Dispose()
    {
        foreach (Connection connection in _connections)
        {
            connection.IsClosed = true;
            connection.Socket.Dispose();
        }
        _poller.Dispose();
    }

    private void Readable(Connection connection)
    {
        int count = _poller.Receive(connection, _buffer);
        if (count < 0) return;
        if (count == 0)
        {
            Close(connection);
            return;
        }
        BytesReceived += count;
        LastReceived = Stopwatch.GetTimestamp();
        connection.Receiver.Received(this, connection, _buffer.AsSpan(0, count), LastReceived);
    }

    private void Writable(Connection connection)
    {
        if (!connection.IsConnected)
        {
            connection.IsConnected = true;
            connection.Receiver.Connected(this, connection);
            if (connection.IsClosed) return;
        }
        int sent = connection.Unsent.Length == 0 ? 0 : _poller.Send(connection, connection.Unsent.Span);
        if (sent < 0)
        {
            Close(connection);
            return;
        }
        connection.Unsent.RemoveFirst(sent);
        if (connection.Unsent.Length == 0) _poller.Watch(connection, reading: true, writing: false);
    }
}
