using System.Buffers;

namespace ChatSockets.Protocol;

/// <summary>
/// The valid nicknames: Modern IRC, "Clients", narrowed to letters, digits and marks that every client displays alike, so that nobody can
/// imitate another user with a look-alike from a second alphabet.
/// </summary>
public static class Nickname
{
    /// <summary>The longest nickname, in bytes (ISUPPORT NICKLEN).</summary>
    public const int MaximumBytes = 32;

    private static readonly SearchValues<byte> Letters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz[]\\`_^{|}0123456789-"u8);

    public static bool IsValid(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= MaximumBytes
        && !name.ContainsAnyExcept(Letters)
        && name[0] != (byte)'-'
        && !char.IsAsciiDigit((char)name[0]);

    /// <summary>The nearest valid nickname to any text (a login name, a typed name); "guest" when nothing of it can stay.</summary>
    public static string From(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Span<char> kept = stackalloc char[MaximumBytes];
        int length = 0;
        foreach (char letter in text)
        {
            bool allowed = char.IsAscii(letter) && Letters.Contains((byte)letter);
            if (length == 0 && (!allowed || letter == '-' || char.IsAsciiDigit(letter))) continue;
            if (allowed) kept[length++] = letter;
            if (length == MaximumBytes) break;
        }
        return length == 0 ? "guest" : new string(kept[..length]);
    }
}
