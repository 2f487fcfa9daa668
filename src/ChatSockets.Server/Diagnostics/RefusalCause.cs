namespace ChatSockets.Server.Diagnostics;

/// <summary>Why a connection was not accepted, for the figures.</summary>
internal enum RefusalCause
{
    /// <summary>The server or the system has no place for it.</summary>
    Full,

    /// <summary>Its address has too many connections, or makes them too fast.</summary>
    AddressLimit,

    /// <summary>Its address is banned.</summary>
    Banned,
}
