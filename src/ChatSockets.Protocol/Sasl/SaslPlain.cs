using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// The one message of the mechanism PLAIN (RFC 4616): <c>[authzid] NUL authcid NUL password</c>. Both sides, any thread. The password is in
/// it as it is: only under TLS is that safe.
/// </summary>
public sealed class SaslPlain
{
    public const string Mechanism = "PLAIN";

    /// <summary>The longest name, in bytes of UTF-8.</summary>
    public const int MaximumNameBytes = SaslName.MaximumBytes;

    /// <summary>The longest password, in bytes of UTF-8.</summary>
    public const int MaximumPasswordBytes = SaslName.MaximumPasswordBytes;

    private SaslPlain(string? authorizationName, string userName, string password)
    {
        AuthorizationName = authorizationName;
        UserName = userName;
        Password = password;
    }

    /// <summary>
    /// The name that the user wants to act as, prepared; null for their own. A server without this feature refuses any other name.
    /// </summary>
    public string? AuthorizationName { get; }

    /// <summary>Whose password it is, prepared.</summary>
    public string UserName { get; }

    /// <summary>The password as it was sent; <see cref="ScramKeys.IsPassword"/> prepares it.</summary>
    public string Password { get; }

    /// <summary>
    /// Reads a message. Returns false for an invalid one: not exactly two NULs, a name or password that is empty, too long or not UTF-8, or
    /// a prohibited name.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<byte> message, [NotNullWhen(true)] out SaslPlain? plain)
    {
        plain = null;
        int first = message.IndexOf((byte)0);
        if (first < 0) return false;
        ReadOnlySpan<byte> rest = message[(first + 1)..];
        int second = rest.IndexOf((byte)0);
        if (second < 0) return false;

        string? authorizationName = null;
        if (first > 0 && !SaslName.TryRead(message[..first], out authorizationName)) return false;
        if (!SaslName.TryRead(rest[..second], out string? userName)) return false;
        if (!SaslName.TryReadText(rest[(second + 1)..], MaximumPasswordBytes, out string? password)) return false;
        plain = new SaslPlain(authorizationName, userName, password);
        return true;
    }

    /// <summary>
    /// Returns the message for a user and a password; null if one of them is empty, too long or contains half a character. Neither is
    /// prepared: RFC 4616 leaves that to the server, and a server without SASLprep must get the text as typed.
    /// </summary>
    public static byte[]? Build(string userName, string password)
    {
        ArgumentNullException.ThrowIfNull(userName);
        ArgumentNullException.ThrowIfNull(password);
        return IsPart(userName, MaximumNameBytes) && IsPart(password, MaximumPasswordBytes)
            ? Encoding.UTF8.GetBytes($"\0{userName}\0{password}") : null;
    }

    private static bool IsPart(string text, int maximumBytes) =>
        text.Length > 0 && !text.Contains('\0', StringComparison.Ordinal) && !text.EnumerateRunes().Contains(Rune.ReplacementChar)
        && Encoding.UTF8.GetByteCount(text) <= maximumBytes;
}
