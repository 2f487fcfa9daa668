using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Core;

/// <summary>
/// A text to look for in UTF-8, letters of either case being equal: fast enough to go through a million lines at a key press.
/// </summary>
internal sealed class TextSearch
{
    // English letters, the frequent ones first: what is searched for by its rarest letter is found with the fewest stops.
    private const string Frequent = " etaoinsrhldcumfpgwybvkxjqz";

    private readonly byte[][] _lower;
    private readonly byte[][] _upper;
    // A byte that is in every match, in either case, and how far behind the match's beginning it stands.
    private readonly byte _lowerByte;
    private readonly byte _upperByte;
    private readonly int _back;

    public TextSearch(string text)
    {
        Rune[] runes = [.. text.EnumerateRunes()];
        _lower = [.. runes.Select(rune => Bytes(Rune.ToLowerInvariant(rune)))];
        _upper = [.. runes.Select(rune => Bytes(Rune.ToUpperInvariant(rune)))];
        if (runes.Length == 0) return;
        (_lowerByte, _upperByte) = (_lower[0][0], _upper[0][0]);
        int best = -1;
        // Behind a letter whose two cases have different lengths, no place is known.
        for (int i = 0, end = 0; i < runes.Length && _lower[i].Length == _upper[i].Length; i++)
        {
            end += _lower[i].Length;
            if (Rarity(runes[i]) <= best) continue;
            best = Rarity(runes[i]);
            (_lowerByte, _upperByte, _back) = (_lower[i][^1], _upper[i][^1], end - 1);
        }
    }

    public bool IsEmpty => _lower.Length == 0;

    public bool IsIn(ReadOnlySpan<byte> text) => IndexIn(text) >= 0;

    /// <summary>Where the text stands first, in bytes; -1 where it does not.</summary>
    public int IndexIn(ReadOnlySpan<byte> text)
    {
        if (IsEmpty) return -1;
        for (int from = 0; from < text.Length;)
        {
            int at = text[from..].IndexOfAny(_lowerByte, _upperByte);
            if (at < 0) return -1;
            int start = from + at - _back;
            if (start >= 0 && Matches(text[start..])) return start;
            from += at + 1;
        }
        return -1;
    }

    private static byte[] Bytes(Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        return bytes[..rune.EncodeToUtf8(bytes)].ToArray();
    }

    private static int Rarity(Rune rune)
    {
        int at = rune.IsAscii ? Frequent.IndexOf(char.ToLower((char)rune.Value, CultureInfo.InvariantCulture),
            StringComparison.Ordinal) : -1;
        return at < 0 ? Frequent.Length : at;
    }

    private bool Matches(ReadOnlySpan<byte> text)
    {
        for (int i = 0; i < _lower.Length; i++)
        {
            if (text.StartsWith(_lower[i])) text = text[_lower[i].Length..];
            else if (text.StartsWith(_upper[i])) text = text[_upper[i].Length..];
            else return false;
        }
        return true;
    }
}
