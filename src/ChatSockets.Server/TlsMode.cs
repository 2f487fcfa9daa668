namespace ChatSockets.Server;

/// <summary>What TLS is to the server's clients.</summary>
public enum TlsMode
{
    /// <summary>Each client decides: its first bytes show whether it speaks TLS.</summary>
    Optional,

    /// <summary>Clear text is refused.</summary>
    Required,

    /// <summary>There is none.</summary>
    Off,
}
