using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Connection.Tls;

/// <summary>Why we did not talk to a server that could be reached.</summary>
internal enum RefusalKind
{
    /// <summary>It has no TLS, and clear text is not permitted.</summary>
    NoTls,

    /// <summary>The handshake failed.</summary>
    Handshake,

    /// <summary>Its key is seen for the first time, and its certificate cannot be verified.</summary>
    UnknownKey,

    /// <summary>Its key is not the one that was trusted before.</summary>
    ChangedKey,

    /// <summary>Its key is not the one that the user named.</summary>
    WrongKey,
}

/// <summary>We did not talk to a server; nothing was sent.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Server">Where it was dialled.</param>
/// <param name="Key">The key that it has shown; null for none.</param>
/// <param name="MayAsk">Whether the user may be asked to trust the key; otherwise it must be named in full.</param>
internal sealed record LinkRefusal(RefusalKind Kind, ServerAddress Server, KeyFingerprint? Key, bool MayAsk)
{
    /// <summary>Whether another attempt may succeed with nothing done, as while a server restarts.</summary>
    public bool MayPass => Kind is RefusalKind.NoTls or RefusalKind.Handshake;
}
