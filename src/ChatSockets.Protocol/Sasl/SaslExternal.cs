namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The one message of the mechanism EXTERNAL (RFC 4422, appendix A): the name that the user wants to act as, or nothing for the one whose
/// certificate it is. Any thread. Who the user is, the connection has said already.
/// </summary>
public static class SaslExternal
{
    public const string Mechanism = "EXTERNAL";

    /// <summary>Reads a message: the name, prepared, or null for none. False where it is too long, not UTF-8 or prohibited.</summary>
    public static bool TryParse(ReadOnlySpan<byte> message, out string? authorizationName)
    {
        authorizationName = null;
        return message.IsEmpty || SaslName.TryRead(message, out authorizationName);
    }
}
