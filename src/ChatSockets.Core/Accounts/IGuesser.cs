using System.Net;

namespace ChatSockets.Core.Accounts;

/// <summary>Who gives a password that is to be looked at: a connection, as far as that matters for it. Any thread.</summary>
internal interface IGuesser
{
    /// <summary>From where; null where that is no IP address.</summary>
    IPAddress? IPAddress { get; }

    /// <summary>Why the connection ends; null while it does not.</summary>
    string? CloseReason { get; }
}
