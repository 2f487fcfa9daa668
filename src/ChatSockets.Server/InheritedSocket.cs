using System.Net.Sockets;

namespace ChatSockets.Server;

/// <summary>A listening socket that somebody else has opened, and keeps open when this process closes it.</summary>
/// <param name="Socket">It, not blocking; whoever listens on it closes it.</param>
/// <param name="IsTlsOnly">Whether there is no clear text on it.</param>
internal sealed record InheritedSocket(Socket Socket, bool IsTlsOnly);
