using System.Buffers.Binary;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Scripting.Ping;

/// <summary>
/// Measures round trips with the datagrams of the discovery: no connection, nothing queued before it. All addresses of the server are
/// asked until one has answered, which is then the only one.
/// </summary>
/// <remarks>Blocks the calling thread. One use.</remarks>
internal sealed class UdpPing : IDisposable
{
    // How soon a signal is noticed.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(100);

    private readonly List<Socket> _sockets = [];
    private readonly ulong _nonce = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly byte[] _buffer = new byte[2048];
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly PingSchedule _schedule;

    public UdpPing(IEnumerable<IPEndPoint> targets, PingOptions options, PingReport report)
    {
        _schedule = new PingSchedule(options, report);
        foreach (IPEndPoint each in targets)
        {
            if (TryConnect(each) is { } socket) _sockets.Add(socket);
        }
        // What runs for the first time is compiled first: that must not count as the server's time.
        DiscoveryReply.Read(_buffer.AsSpan(0, new DiscoveryReply { Name = "x", Port = 1 }.Write(_buffer)));
    }

    /// <summary>Asks as often as the options say, or until it is stopped.</summary>
    public void Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && !_schedule.IsOver)
        {
            if (_schedule.TakeDue(Now) is > 0 and var number) Ask(number);
            TimeSpan rest = _schedule.Rest(Now);
            Receive(rest < LongestWait ? rest : LongestWait);
            _schedule.Settle(Now);
        }
    }

    public void Dispose()
    {
        foreach (Socket each in _sockets) each.Dispose();
    }

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    private static Socket? TryConnect(IPEndPoint target)
    {
        var socket = new Socket(target.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            socket.Connect(target);
            return socket;
        }
        catch (SocketException)
        {
            // No way there; another address may have one.
            socket.Dispose();
            return null;
        }
    }

    private void Ask(int number)
    {
        byte[] request = new DiscoveryRequest(unchecked(_nonce + (ulong)number)).ToBytes();
        foreach (Socket each in _sockets)
        {
            try
            {
                each.Send(request);
            }
            catch (SocketException)
            {
                // The answer to the last one: nobody has that port. Somebody may have it later.
            }
        }
    }

    private void Receive(TimeSpan longest)
    {
        List<Socket> ready = [.. _sockets];
        if (ready.Count == 0) Thread.Sleep(longest);
        else Socket.Select(ready, null, null, longest);
        foreach (Socket each in ready)
        {
            if (Read(each, out TimeSpan came) is not { } reply) continue;
            ulong number = unchecked(reply.Nonce - _nonce);
            if (number is 0 or > int.MaxValue) continue;
            _schedule.Answer((int)number, came, each.RemoteEndPoint!.ToString()!, reply.Name);
            KeepOnly(each);
            return;
        }
    }

    private DiscoveryReply? Read(Socket socket, out TimeSpan came)
    {
        came = Now;
        try
        {
            return DiscoveryReply.Read(_buffer.AsSpan(0, socket.Receive(_buffer)));
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private void KeepOnly(Socket chosen)
    {
        foreach (Socket each in _sockets.Where(each => each != chosen)) each.Dispose();
        _sockets.RemoveAll(each => each != chosen);
    }
}
