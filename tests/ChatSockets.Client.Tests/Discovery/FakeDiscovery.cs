using System.Net;
using System.Net.Sockets;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Tests.Discovery;

/// <summary>A UDP socket on loopback that answers each datagram as a test says, on a thread of its own.</summary>
internal sealed class FakeDiscovery : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Func<DiscoveryRequest, int, IEnumerable<byte[]>> _answer;

    /// <param name="answer">Returns what is sent back to the n-th request, from 1 on.</param>
    public FakeDiscovery(Func<DiscoveryRequest, int, IEnumerable<byte[]>> answer)
    {
        _answer = answer;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        EndPoint = (IPEndPoint)_socket.LocalEndPoint!;
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public IPEndPoint EndPoint { get; }

    public static byte[] Bytes(DiscoveryReply reply)
    {
        byte[] buffer = new byte[DiscoveryDatagram.Length];
        return buffer[..reply.Write(buffer)];
    }

    public void Dispose() => _socket.Dispose();

    private void Serve()
    {
        byte[] buffer = new byte[2048];
        for (int number = 1; ; number++)
        {
            EndPoint source = EndPoint;
            try
            {
                int length = _socket.ReceiveFrom(buffer, ref source);
                if (!DiscoveryRequest.TryRead(buffer.AsSpan(0, length), out DiscoveryRequest request)) continue;
                foreach (byte[] each in _answer(request, number)) _socket.SendTo(each, source);
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
