using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Server.Tests.Support;

/// <summary>
/// Two ends of a real connection: the server's, which does not block, and the peer's, with small buffers where a test fills them.
/// </summary>
internal sealed class SocketPair : IDisposable
{
    public SocketPair(int bufferBytes = 0)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        Peer = new Socket(AddressFamily.InterNetwork, SocketType.Stream,
            ProtocolType.Tcp)
        { ReceiveTimeout = (int)Waiting.Deadline.TotalMilliseconds };
        if (bufferBytes > 0) Peer.ReceiveBufferSize = bufferBytes;
        Peer.Connect(listener.LocalEndPoint!);
        Server = listener.Accept();
        Server.Blocking = false;
        if (bufferBytes > 0) Server.SendBufferSize = bufferBytes;
    }

    public Socket Server { get; }

    public Socket Peer { get; }

    /// <summary>Everything the peer receives until so many bytes are there, or the end.</summary>
    public byte[] Receive(int count)
    {
        var bytes = new byte[count];
        int length = 0;
        while (length < count)
        {
            int received = Peer.Receive(bytes, length, count - length, SocketFlags.None);
            if (received == 0) break;
            length += received;
        }
        return bytes[..length];
    }

    public byte[] ReceiveToEnd()
    {
        var bytes = new List<byte>();
        while (Receive(1) is { Length: 1 } first)
        {
            bytes.AddRange(first);
            if (Peer.Available > 0) bytes.AddRange(Receive(Peer.Available));
        }
        return [.. bytes];
    }

    public void Dispose()
    {
        Server.Dispose();
        Peer.Dispose();
    }
}
