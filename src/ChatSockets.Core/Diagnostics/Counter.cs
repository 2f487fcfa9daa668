namespace ChatSockets.Core.Diagnostics;

/// <summary>The counters that parts of the server add to; <c>ServerMetrics</c> says under which names they are read.</summary>
internal enum Counter
{
    /// <summary>Lines read from clients; added once for each read.</summary>
    LinesReceived,

    /// <summary>
    /// Lines that were queued for clients, one for each reader; added once for a broadcast to many. Those that a lost connection was not
    /// sent are among them.
    /// </summary>
    LinesSent,

    /// <summary>Bytes read from clients, before TLS or after it has been taken away; added once for each read.</summary>
    BytesReceived,

    /// <summary>Connections that got a thread.</summary>
    Accepted,

    /// <summary>The pauses of clients that sent more than flood control allows.</summary>
    FloodPauses,

    /// <summary>TLS handshakes that failed.</summary>
    HandshakeFailures,

    /// <summary>Wrong passwords and other proofs.</summary>
    WrongLogins,

    /// <summary>Log-ins that were refused unseen, because there were too many from the address, or too many at once.</summary>
    LimitedLogins,

    /// <summary>Groups of writes that were committed.</summary>
    Commits,

    /// <summary>Groups of writes that could not be committed.</summary>
    FailedCommits,
}
