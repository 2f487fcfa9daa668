namespace ChatSockets.Client.Connection.Tls;

/// <summary>Why a server's key is believed to be the server's.</summary>
internal enum KeyTrust
{
    /// <summary>An authority that the system trusts has signed the certificate, for this name.</summary>
    ByName,

    /// <summary>The user trusted the key before.</summary>
    Remembered,

    /// <summary>The user named the key for this run, or in the settings.</summary>
    Pinned,

    /// <summary>The server is on this machine.</summary>
    Local,
}

/// <summary>How safe a connection is.</summary>
/// <param name="Protocol">The version of TLS, as in <c>TLS 1.3</c>; null for clear text.</param>
/// <param name="IsLocal">Whether the server is on this machine, so that nobody on a network can see the traffic.</param>
internal sealed record LinkSecurity(string? Protocol, bool IsLocal)
{
    /// <summary>Nothing: clear text over a network.</summary>
    public static readonly LinkSecurity None = new(null, IsLocal: false);

    /// <summary>The server's key; null for clear text.</summary>
    public KeyFingerprint? Key { get; init; }

    public KeyTrust Trust { get; init; }

    /// <summary>Whether we have a certificate to show, with which the server can let us in (SASL EXTERNAL).</summary>
    public bool HasCertificate { get; init; }

    public bool IsEncrypted => Protocol is not null;

    /// <summary>Whether nobody but the server can read what is sent.</summary>
    public bool IsPrivate => IsEncrypted || IsLocal;

    /// <summary>For people, as a clause.</summary>
    public override string ToString()
    {
        if (!IsEncrypted) return IsLocal ? "not encrypted, on this machine" : "NOT ENCRYPTED";
        string trust = Trust switch
        {
            KeyTrust.ByName => "trusted by its name",
            KeyTrust.Remembered => "remembered",
            KeyTrust.Pinned => "as you named it",
            _ => "on this machine",
        };
        return $"{Protocol}, key {Key} ({trust}){(HasCertificate ? ", with your certificate" : "")}";
    }
}
