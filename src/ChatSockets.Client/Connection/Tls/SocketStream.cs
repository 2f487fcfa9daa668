using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>
/// A blocking socket as a stream that <see cref="System.Net.Security.SslStream"/> stands on. One thread may read while another writes. It
/// knows what the other side's first byte was, and its reads can have a deadline. Disposing leaves the socket to its owner.
/// </summary>
/// <param name="connect">Returns the connected socket; called once, when the first bytes are written.</param>
internal sealed class SocketStream(Func<Socket> connect) : Stream
{
    // RFC 8446, section 5.1: the type of a record. A server's first is a handshake or an alert.
    private const int Alert = 21;
    private const int Handshake = 22;

    private Socket? _socket;
    private int _first = -1;
    private long _started;
    private TimeSpan? _deadline;

    public SocketStream(Socket socket)
        : this(() => socket) => _socket = socket;

    /// <summary>Null before it is connected.</summary>
    public Socket? Socket => _socket;

    /// <summary>The other side; null before it is connected. It stays when the socket is closed.</summary>
    public EndPoint? Peer { get; private set; }

    /// <summary>Whether the other side has answered at all.</summary>
    public bool HasAnswer => _first >= 0;

    /// <summary>Whether what the other side has said begins as TLS does.</summary>
    public bool IsTls => _first is Alert or Handshake;

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>From now on, all reads together have so long; null for no end.</summary>
    public void SetDeadline(TimeSpan? deadline)
    {
        _started = Stopwatch.GetTimestamp();
        _deadline = deadline;
    }

    /// <summary>Throws a <see cref="SocketException"/>, which says that it timed out after the deadline.</summary>
    public override int Read(Span<byte> buffer)
    {
        Socket socket = _socket!;
        if (_deadline is { } deadline)
        {
            TimeSpan left = deadline - Stopwatch.GetElapsedTime(_started);
            if (left <= TimeSpan.Zero || !socket.Poll(left, SelectMode.SelectRead)) throw new SocketException((int)SocketError.TimedOut);
        }
        int count = socket.Receive(buffer);
        if (count > 0 && _first < 0) _first = buffer[0];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        if (_socket is null)
        {
            _socket = connect();
            Peer = _socket.RemoteEndPoint;
        }
        while (!buffer.IsEmpty) buffer = buffer[_socket.Send(buffer)..];
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
