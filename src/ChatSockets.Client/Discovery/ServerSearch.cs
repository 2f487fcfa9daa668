using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Discovery;

/// <summary>
/// Asks which servers there are, and gathers the replies. It asks several times, because a datagram may be lost; and a reply counts only
/// if it repeats the request's nonce, which nobody knows who has not seen the request.
/// </summary>
/// <remarks>Blocks the calling thread. One use.</remarks>
internal sealed class ServerSearch : IDisposable
{
    /// <summary>The usual time for it.</summary>
    public static readonly TimeSpan UsualTime = TimeSpan.FromSeconds(1);

    private const int Attempts = 3;

    // What a host that makes up servers can fill the table with.
    private const int MostReplies = 1000;

    private readonly List<(Socket Socket, IPEndPoint To)> _asking = [];
    private readonly HashSet<(DiscoveryReply Reply, IPAddress Source)> _replies = [];
    private readonly ulong _nonce = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly byte[] _buffer = new byte[2048];

    public ServerSearch(IEnumerable<SearchTarget> targets)
    {
        foreach (SearchTarget each in targets)
        {
            if (TryOpen(each) is { } socket) _asking.Add((socket, each.To));
        }
    }

    /// <summary>Returns the servers that have answered within that time, sorted by their names.</summary>
    public IReadOnlyList<FoundServer> Run(TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        for (int attempt = 1; attempt <= Attempts; attempt++)
        {
            Ask();
            TimeSpan until = time * attempt / Attempts;
            while (until - Stopwatch.GetElapsedTime(start) is var left && left > TimeSpan.Zero) Gather(left);
        }
        return FoundServer.From(_replies);
    }

    public void Dispose()
    {
        foreach ((Socket socket, _) in _asking) socket.Dispose();
    }

    // An interface that cannot be asked on is left out: there may be others.
    private static Socket? TryOpen(SearchTarget target)
    {
        var socket = new Socket(target.From.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (target.From.AddressFamily == AddressFamily.InterNetwork) socket.EnableBroadcast = true;
            else if (target.To.Address.IsIPv6Multicast)
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.MulticastInterface, (int)target.From.ScopeId);
            socket.Bind(new IPEndPoint(target.From, 0));
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }

    private void Ask()
    {
        byte[] request = new DiscoveryRequest(_nonce).ToBytes();
        foreach ((Socket socket, IPEndPoint to) in _asking)
        {
            try
            {
                socket.SendTo(request, to);
            }
            catch (SocketException)
            {
                // The interface has gone, or has no way there.
            }
        }
    }

    private void Gather(TimeSpan longest)
    {
        if (_asking.Count == 0)
        {
            Thread.Sleep(longest);
            return;
        }
        List<Socket> ready = [.. _asking.Select(each => each.Socket)];
        Socket.Select(ready, null, null, longest);
        foreach (Socket each in ready) Receive(each);
    }

    private void Receive(Socket socket)
    {
        EndPoint source = socket.LocalEndPoint!;
        try
        {
            int length = socket.ReceiveFrom(_buffer, ref source);
            if (DiscoveryReply.Read(_buffer.AsSpan(0, length)) is { } reply && reply.Nonce == _nonce && _replies.Count < MostReplies)
                _replies.Add((reply, ((IPEndPoint)source).Address));
        }
        catch (SocketException)
        {
            // Nobody has that port, or it was no datagram of ours.
        }
    }
}
