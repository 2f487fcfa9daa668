namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The only message of the mechanism EXTERNAL (RFC 4422, appendix A): the name to act as; empty for the certificate's own user. Any thread.
/// The connection's certificate identifies the user.
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
