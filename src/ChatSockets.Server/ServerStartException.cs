using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Server;

/// <summary>The server cannot run here. The message is one line for its user: what is wrong and what to do.</summary>
public sealed class ServerStartException : Exception
{
    public ServerStartException()
    {
    }

    public ServerStartException(string message)
        : base(message)
    {
    }

    public ServerStartException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal static ServerStartException From(SocketException exception, IPEndPoint endPoint) => new(
        exception.SocketErrorCode switch
        {
            SocketError.AddressAlreadyInUse =>
                $"Port {endPoint.Port} on {endPoint.Address} is taken. Perhaps a chat-server runs already; choose another port with "
                    + "--port, or --port 0 for any free one.",
            SocketError.AccessDenied =>
                $"Port {endPoint.Port} may not be used by this account: ports under 1024 need privileges. Choose one from 1024 "
                    + "up with --port.",
            SocketError.AddressNotAvailable =>
                $"The address {endPoint.Address} is not one of this machine's. Choose another with --bind, or leave --bind out "
                    + "for all of them.",
            _ => $"{endPoint} cannot be listened on: {exception.Message}. Choose another --port or --bind.",
        },
        exception);
}
