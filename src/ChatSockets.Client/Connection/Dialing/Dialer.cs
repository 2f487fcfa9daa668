using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Client.Connection.Dialing;

/// <summary>Opens the connection: tries all addresses of a name in turn, IPv6 and IPv4, each with its own deadline.</summary>
internal static class Dialer
{
    private static readonly TimeSpan AddressDeadline = TimeSpan.FromSeconds(4);

    /// <summary>
    /// Blocks the calling thread. Returns a connected, blocking socket. Throws the <see cref="SocketException"/> of the last address or of
    /// the name look-up.
    /// </summary>
    public static Socket Dial(ServerAddress server)
    {
        IPAddress[] addresses = Dns.GetHostAddresses(server.Host);
        var failure = new SocketException((int)SocketError.HostNotFound);
        foreach (IPAddress address in addresses)
        {
            try
            {
                return Dial(new IPEndPoint(address, server.Port));
            }
            catch (SocketException refused)
            {
                failure = refused;
            }
        }
        throw failure;
    }

    /// <inheritdoc cref="Dial(ServerAddress)"/>
    public static Socket Dial(IPEndPoint endpoint)
    {
        var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            Connect(socket, endpoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // No ConnectAsync: one asynchronous call would make every later blocking call on this socket an emulation.
    private static void Connect(Socket socket, IPEndPoint endpoint)
    {
        socket.Blocking = false;
        try
        {
            socket.Connect(endpoint);
        }
        catch (SocketException pending) when (pending.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            if (!socket.Poll(AddressDeadline, SelectMode.SelectWrite) && !socket.Poll(TimeSpan.Zero, SelectMode.SelectError))
            {
                throw new SocketException((int)SocketError.TimedOut);
            }
            var error = (SocketError)(int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)!;
            if (error != SocketError.Success) throw new SocketException((int)error);
        }
        socket.Blocking = true;
    }
}
