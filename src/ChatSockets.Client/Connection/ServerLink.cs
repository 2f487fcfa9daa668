using System.Collections.Concurrent;
using System.Net.Sockets;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// One connection to the server: a thread that dials and then reads, and a thread that writes. It knows lines, not their meaning.
/// </summary>
/// <remarks>
/// The loop's thread calls the members; whatever happens is posted as a <see cref="LinkEvent"/>, and exactly one
/// <see cref="LinkClosed"/> is the last of them. The socket blocks: deadlines are the loop's, which closes
/// the link, and a closed socket wakes both threads.
/// </remarks>
internal sealed class ServerLink(ServerAddress server, TlsOptions tls, Action<LinkEvent> post) : ILink
{
    /// <summary>Lines that may wait for the server to read; a chat never gets there, a stuck server does.</summary>
    private const int OutboxLines = 4096;

    // Generous to networks whose lines are longer than the specification's 512 bytes.
    private const int LineLimit = 4096;

    // One record of TLS, about.
    private const int MostBytesAtOnce = 16 * 1024;

    private const int StackBytes = 256 * 1024;

    private readonly BlockingCollection<byte[]> _outbox = new(OutboxLines);
    private readonly Lock _lock = new();
    private Socket? _socket;
    private bool _closed;

    public void Start() => StartThread("chat read", Read);

    /// <summary>Queues a line that ends with CR LF. False: the connection is closing or the server takes nothing any more.</summary>
    public bool Send(byte[] line)
    {
        // Another thread may end the queue at any time; it does so under the lock, and TryAdd does not wait.
        lock (_lock) return !_outbox.IsAddingCompleted && _outbox.TryAdd(line);
    }

    /// <summary>Ends the connection immediately; queued lines are lost.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _outbox.CompleteAdding();
            if (_closed) return;
            _closed = true;
            if (_socket is null) return;
            try
            {
                _socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // It was gone already.
            }
            _socket.Dispose();
        }
    }

    // What nobody has foreseen costs this connection, and not the program.
    private void Read()
    {
        LinkClosed end;
        try
        {
            end = DialAndRead();
        }
        catch (Exception mistake)
        {
            end = LinkFailure.ByMistake(this, mistake);
            Dispose();
        }
        lock (_lock) _outbox.CompleteAdding();
        post(end);
    }

    private LinkClosed DialAndRead()
    {
        SecureConnection? connection;
        DialFailure? refused;
        try
        {
            connection = SecureDialer.Dial(server, tls, out refused);
        }
        catch (Exception failure) when (failure is SocketException or ArgumentException)
        {
            return LinkFailure.WhileDialing(this, server, failure);
        }
        if (connection is null) return new LinkClosed(this, refused!.Reason, refused.Advice) { Refusal = refused.Refusal };
        Socket socket = connection.Socket;
        lock (_lock)
        {
            _socket = socket;
            if (_closed)
            {
                socket.Dispose();
                return new LinkClosed(this, "the connection was given up", "");
            }
        }
        post(new LinkOpened(this, connection.Security) { Elsewhere = connection.Server == server ? null : connection.Server });
        StartThread("chat write", () => Write(connection.Stream));
        return ReadLines(connection.Stream);
    }

    private LinkClosed ReadLines(Stream stream)
    {
        var reader = new LineReader(WireLimits.TagsFromServer, LineLimit);
        try
        {
            while (true)
            {
                int count = stream.Read(reader.GetSpan());
                if (count == 0) return LinkFailure.ClosedByServer(this, server);
                reader.Advance(count);
                while (reader.TryRead(out Line line)) post(new LinkLine(this, line.Bytes.ToArray(), line.Status));
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            return LinkFailure.WhileReading(this, server, failure);
        }
    }

    private void Write(Stream stream)
    {
        var gathered = new MemoryStream();
        try
        {
            foreach (byte[] first in _outbox.GetConsumingEnumerable())
            {
                // What has gathered leaves in one send.
                gathered.SetLength(0);
                gathered.Write(first);
                while (gathered.Length < MostBytesAtOnce && _outbox.TryTake(out byte[]? next)) gathered.Write(next);
                stream.Write(gathered.GetBuffer().AsSpan(0, (int)gathered.Length));
            }
        }
        catch (Exception failure) when (failure is SocketException or IOException or ObjectDisposedException)
        {
            // The reading thread hears of the same end and reports it once for both.
        }
        catch (Exception)
        {
            // What could not be sent would be missed: the reading thread reports that the connection is closed.
            Dispose();
        }
    }

    private static void StartThread(string name, Action run) =>
        new Thread(() => run(), StackBytes) { Name = name, IsBackground = true }.Start();
}
