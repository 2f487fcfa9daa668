using System.Net.Sockets;
using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Connection;

/// <summary>The reasons for a failed connection, for people: what happened, and what to do.</summary>
internal static class LinkFailure
{
    public static LinkClosed WhileDialing(ILink link, ServerAddress server, Exception failure)
    {
        SocketError error = failure is SocketException socket ? socket.SocketErrorCode : SocketError.HostNotFound;
        return error switch
        {
            SocketError.ConnectionRefused => new LinkClosed(link, $"nobody listens on {server} (connection refused)",
                $"Is the server running? Start one with: chat-server --port {server.Port}"),
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain =>
                new LinkClosed(link, $"the host '{server.Host}' was not found",
                "Check the name, or use the address."),
            SocketError.TimedOut => new LinkClosed(link, $"{server} does not answer (connection timed out)",
                "Check the address, and whether a firewall is in between."),
            SocketError.NetworkUnreachable or SocketError.HostUnreachable =>
                new LinkClosed(link, $"{server} cannot be reached (network unreachable)",
                "Check the network."),
            _ => new LinkClosed(link, $"cannot connect to {server} ({failure.Message})", ""),
        };
    }

    public static LinkClosed ClosedByServer(ILink link, ServerAddress server) =>
        new(link, $"the connection was lost: {server} closed it", "");

    public static LinkClosed WhileReading(ILink link, ServerAddress server, Exception failure) =>
        new(link, $"the connection to {server} was lost ({Words(failure)})", "");

    // TLS wraps what the socket has said.
    private static string Words(Exception failure) => failure switch
    {
        SocketException or { InnerException: SocketException } => (failure.InnerException ?? failure).Message,
        IOException => failure.Message,
        _ => "closed",
    };

    public static LinkClosed ByMistake(ILink link, Exception mistake) =>
        new(link, $"the connection was given up because of a mistake in chat-client ({mistake.GetType().Name}: {mistake.Message})",
            "Please report it.");
}
