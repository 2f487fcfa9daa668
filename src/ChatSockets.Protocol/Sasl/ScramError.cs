using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The reasons for a failed exchange, in the words of RFC 5802, section 7 (server-error-value), which a server sends after <c>e=</c>.
/// </summary>
public static class ScramError
{
    /// <summary>Not UTF-8, or not base64 where base64 belongs.</summary>
    public const string InvalidEncoding = "invalid-encoding";

    /// <summary>The message demands an extension.</summary>
    public const string ExtensionsNotSupported = "extensions-not-supported";

    /// <summary>The password is wrong.</summary>
    public const string InvalidProof = "invalid-proof";

    /// <summary>The header that was repeated is not the header that was sent.</summary>
    public const string ChannelBindingsDontMatch = "channel-bindings-dont-match";

    /// <summary>The client demands channel binding.</summary>
    public const string ChannelBindingNotSupported = "channel-binding-not-supported";

    /// <summary>The account does not exist.</summary>
    public const string UnknownUser = "unknown-user";

    /// <summary>The name is not UTF-8, wrongly escaped, too long or prohibited.</summary>
    public const string InvalidUsernameEncoding = "invalid-username-encoding";

    /// <summary>Anything else: the message is not of the form, or not in its turn.</summary>
    public const string OtherError = "other-error";

    private static readonly string[] Known =
    [
        InvalidEncoding, ExtensionsNotSupported, InvalidProof, ChannelBindingsDontMatch, "server-does-support-channel-binding",
        ChannelBindingNotSupported, "unsupported-channel-binding-type", UnknownUser, InvalidUsernameEncoding, "no-resources", OtherError,
    ];

    /// <summary>
    /// Returns the error that a server sent; <see cref="OtherError"/> for one that the RFC does not define, so it is always safe to show.
    /// </summary>
    internal static string Read(ReadOnlySpan<byte> value)
    {
        foreach (string known in Known)
        {
            if (Ascii.Equals(value, known)) return known;
        }
        return OtherError;
    }
}
