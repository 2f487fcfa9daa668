using System.Diagnostics.CodeAnalysis;

namespace ChatSockets.Core.Accounts;

/// <summary>The identity of a client certificate: its SHA-256 in hexadecimal digits.</summary>
internal static class Fingerprint
{
    private const int Digits = 64;

    /// <summary>Reads a fingerprint with or without colons, in upper or lower case, into the stored form.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? fingerprint)
    {
        fingerprint = text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (fingerprint.Length == Digits && fingerprint.All(char.IsAsciiHexDigitLower)) return true;
        fingerprint = null;
        return false;
    }
}
