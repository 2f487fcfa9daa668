using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Benchmarks.Load;

/// <summary>Everywhere but on Linux: the framework's own select. Right, but slow with thousands of connections.</summary>
internal sealed class SelectPoller : Poller
{
    private readonly Dictionary<Socket, Connection> _connections = [];
    private readonly HashSet<Socket> _reading = [];
    private readonly HashSet<Socket> _writing = [];

    public override void Connect(Connection connection, IPEndPoint target)
    {
        connection.Socket.Connect(target);
        connection.Socket.Blocking = false;
        _connections.Add(connection.Socket, connection);
        Watch(connection, reading: true, writing: true);
    }

    public override void Watch(Connection connection, bool reading, bool writing)
    {
        _ = reading ? _reading.Add(connection.Socket) : _reading.Remove(connection.Socket);
        _ = writing ? _writing.Add(connection.Socket) : _writing.Remove(connection.Socket);
    }

    public override void Forget(Connection connection)
    {
        Watch(connection, reading: false, writing: false);
        _connections.Remove(connection.Socket);
    }

    public override int Wait(TimeSpan timeout, Span<Ready> ready)
    {
        List<Socket> readable = [.. _reading];
        List<Socket> writable = [.. _writing];
        if (readable.Count + writable.Count == 0)
        {
            Thread.Sleep(timeout);
            return 0;
        }
        Socket.Select(readable, writable, null, timeout);
        int filled = 0;
        foreach (Socket socket in writable)
            if (filled < ready.Length) ready[filled++] = new Ready(_connections[socket], Readable: false, Writable: true);
        foreach (Socket socket in readable)
            if (filled < ready.Length) ready[filled++] = new Ready(_connections[socket], Readable: true, Writable: false);
        return filled;
    }

    public override int Receive(Connection connection, Span<byte> buffer)
    {
        int count = connection.Socket.Receive(buffer, SocketFlags.None, out SocketError error);
        return error == SocketError.WouldBlock ? -1 : error == SocketError.Success ? count : 0;
    }

    public override int Send(Connection connection, ReadOnlySpan<byte> bytes)
    {
        int count = connection.Socket.Send(bytes, SocketFlags.None, out SocketError error);
        return error == SocketError.WouldBlock ? 0 : error == SocketError.Success ? count : -1;
    }

    public override void Dispose() => _connections.Clear();
}
