namespace ChatSockets.Client.Connection.Tls;

/// <summary>When a connection must be encrypted. TLS is tried first in every mode.</summary>
internal enum TlsMode
{
    /// <summary>Always, unless the server is on this machine.</summary>
    Auto,

    /// <summary>Always, on this machine, too.</summary>
    Always,

    /// <summary>Never: clear text is used where the server has no TLS.</summary>
    InsecurePlaintext,
}
