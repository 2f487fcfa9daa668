using System.Diagnostics.CodeAnalysis;

namespace ChatSockets.Server.Accounts;

/// <summary>How a client certificate is told: the SHA-256 of it, in hexadecimal digits.</summary>
internal static class Fingerprint
{
    private const int Digits = 64;

    /// <summary>
    /// Reads one as people and programs write it, with or without colons, in capitals or not; answers the one form that is kept.
    /// </summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out string? fingerprint)
    {
        fingerprint = text.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant();
        if (fingerprint.Length == Digits && fingerprint.All(char.IsAsciiHexDigitLower)) return true;
        fingerprint = null;
        return false;
    }
}
