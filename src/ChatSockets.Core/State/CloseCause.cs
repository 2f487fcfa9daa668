namespace ChatSockets.Core.State;

/// <summary>Why a connection ends, for the figures; people get a reason in words.</summary>
internal enum CloseCause
{
    /// <summary>Anything that is not worth a figure of its own.</summary>
    Other,

    /// <summary>The client said QUIT.</summary>
    Quit,

    /// <summary>The peer closed the connection.</summary>
    PeerClosed,

    /// <summary>The network reported an error.</summary>
    ConnectionLost,

    /// <summary>The client did not answer a PING.</summary>
    PingTimeout,

    /// <summary>The client did not read what it was sent.</summary>
    SendQueueExceeded,

    /// <summary>The client did not say in time who it is.</summary>
    RegistrationTimeout,

    /// <summary>A ban of the server, or KILL.</summary>
    Removed,

    /// <summary>The TLS handshake failed.</summary>
    Handshake,

    /// <summary>The server stops.</summary>
    Shutdown,

    /// <summary>A mistake of ours.</summary>
    InternalError,
}
