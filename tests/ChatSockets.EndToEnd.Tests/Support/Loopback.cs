using System.Net;
using System.Net.Sockets;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>Places on this machine where no chat server is.</summary>
internal static class Loopback
{
    /// <summary>A port that is taken, and where nobody answers: a connection is refused while the socket lives.</summary>
    public static Socket Deaf(out IPEndPoint endPoint)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        endPoint = (IPEndPoint)socket.LocalEndPoint!;
        return socket;
    }

    /// <summary>Somebody who lets everybody connect and never says a word.</summary>
    public static Socket Mute(out IPEndPoint endPoint)
    {
        Socket socket = Deaf(out endPoint);
        socket.Listen();
        return socket;
    }

    /// <summary>Whether this machine and its network have IPv6; a test that needs it returns where they have not.</summary>
    public static bool HasIPv6()
    {
        if (!Socket.OSSupportsIPv6) return false;
        return CanBind(new IPEndPoint(IPAddress.IPv6Loopback, 0)) == SocketError.Success;
    }

    /// <summary>What a program that wants to listen there would be told.</summary>
    public static SocketError CanBind(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(endPoint);
            return SocketError.Success;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode;
        }
    }
}
