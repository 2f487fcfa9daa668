using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>Grapheme clusters as strings of which there is one each, so that writing and comparing cells allocates nothing.</summary>
internal sealed class GraphemeCache
{
    // Beyond that the cache starts again: a screen has fewer, and somebody might send all of Unicode.
    private const int Most = 20_000;

    private static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(code => ((char)code).ToString())];

    private readonly Dictionary<string, byte> _clusters = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public GraphemeCache() => _lookup = _clusters.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>
    /// Takes the next cluster off a text. It can be shown: what would control the terminal, reorder the line or have no width of its own is
    /// replaced or left out. Width 0 means that there is nothing to show.
    /// </summary>
    public (string Text, byte Width) Next(ref ReadOnlySpan<char> text)
    {
        if (text[0] < 0x7F && (text.Length == 1 || text[1] < 0x80))
        {
            char letter = text[0];
            text = text[1..];
            return letter < ' ' ? ("", (byte)0) : (Ascii[letter], (byte)1);
        }
        int length = StringInfo.GetNextTextElementLength(text);
        ReadOnlySpan<char> cluster = text[..length];
        text = text[length..];
        if (_lookup.TryGetValue(cluster, out string? known, out byte width)) return (known, width);
        return Add(cluster);
    }

    private (string Text, byte Width) Add(ReadOnlySpan<char> cluster)
    {
        string shown = Visible(cluster);
        int width = shown.Length == 0 ? 0 : Math.Min(2, CellWidth.OfGrapheme(shown));
        // A mark without a letter to stand on.
        if (width == 0 && shown.Length > 0) (shown, width) = ("\u25CC" + shown, 1);
        if (_clusters.Count >= Most) _clusters.Clear();
        if (shown.AsSpan().SequenceEqual(cluster)) _clusters[shown] = (byte)width;
        return (shown, (byte)width);
    }

    private static string Visible(ReadOnlySpan<char> cluster)
    {
        bool isClean = true;
        // Half a character comes as the replacement character.
        foreach (Rune rune in cluster.EnumerateRunes()) isClean &= IsVisible(rune) && rune != Rune.ReplacementChar;
        if (isClean) return cluster.ToString();
        var text = new StringBuilder();
        foreach (Rune rune in cluster.EnumerateRunes())
        {
            if (IsVisible(rune)) text.Append(rune.ToString());
        }
        return text.ToString();
    }

    // Controls (C0, C1, DEL), line and paragraph separators, and the characters that reorder a line: Unicode Standard Annex 9.
    private static bool IsVisible(Rune rune) => rune.Value is not (< 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 or 0x061C or 0x200E
        or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0xFEFF or (>= 0xFFF9 and <= 0xFFFB));
}
