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

    /// <summary>The cells of one grapheme cluster: those of its base, two where a variation selector asks for the emoji.</summary>
    public static int OfGrapheme(ReadOnlySpan<char> grapheme)
    {
        int cells = 0;
        foreach (Rune rune in grapheme.EnumerateRunes())
        {
            if (rune.Value == 0xFE0F) return 2;
            // The two letters of a flag have a cell each.
            if (cells == 0 || rune.Value is >= 0x1F1E6 and <= 0x1F1FF) cells += OfRune(rune);
        }
        return cells;
    }

    private static int OfRune(Rune rune) =>
        rune.Value is >= ' ' and < 0x7F ? 1 : Math.Max(0, UnicodeCalculator.GetWidth(rune, Wcwidth.Unicode.Version_17_0_0));
}
