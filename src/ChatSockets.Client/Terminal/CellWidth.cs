using System.Globalization;
using System.Text;
using Wcwidth;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// How many cells of a terminal a text takes: Unicode Standard Annex 11 (East Asian Width) and emoji, as most terminals draw them.
/// </summary>
internal static class CellWidth
{
    /// <summary>Returns the cells of a text, counted by user-perceived characters.</summary>
    public static int Of(ReadOnlySpan<char> text)
    {
        int cells = 0;
        while (!text.IsEmpty)
        {
            int length = StringInfo.GetNextTextElementLength(text);
            cells += OfGrapheme(text[..length]);
            text = text[length..];
        }
        return cells;
    }

    /// <summary>The cells that one grapheme cluster is drawn in; 0 if nothing of it can be shown.</summary>
    public static int OfGrapheme(ReadOnlySpan<char> grapheme)
    {
        if (grapheme.Length == 1 && grapheme[0] is >= ' ' and < '\x7F') return 1;
        if (VisibleCluster.IsClean(grapheme)) return Math.Max(1, OfVisible(grapheme));
        string shown = VisibleCluster.Of(grapheme);
        return shown.Length == 0 ? 0 : Math.Max(1, OfVisible(shown));
    }

    /// <summary>
    /// The cells of a cluster that can be shown: those of its base, two where a variation selector asks for the emoji; 0 for a mark without
    /// a letter.
    /// </summary>
    public static int OfVisible(ReadOnlySpan<char> grapheme)
    {
        int cells = 0, before = 0;
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            if (rune.Value == 0xFE0F && IsEmojiBase(before)) return 2;
            // The two letters of a flag have a cell each.
            if (cells == 0 || rune.Value is >= 0x1F1E6 and <= 0x1F1FF) cells += OfRune(rune);
            before = rune.Value;
        }
        return Math.Min(2, cells);
    }

    /// <summary>Puts a mark on a dotted circle, as Unicode's charts do; a letter that terminals give no cell is replaced.</summary>
    public static string WithBase(string mark) =>
        "\u25CC" + mark is var whole && StringInfo.GetNextTextElementLength(whole) == whole.Length ? whole : "\uFFFD";

    // Keycaps, signs and symbols (emoji-variation-sequences.txt); a letter does not become an emoji.
    private static bool IsEmojiBase(int rune) => rune is '#' or '*' or (>= '0' and <= '9') or 0xA9 or 0xAE or >= 0x203C;

    private static int OfRune(Rune rune) =>
        rune.Value is >= ' ' and < 0x7F ? 1 : Math.Max(0, UnicodeCalculator.GetWidth(rune, Wcwidth.Unicode.Version_17_0_0));
}
