using System.Globalization;
using System.Text;

namespace ChatSockets.Protocol;

/// <summary>
/// The displayable part of other people's text: mIRC's formatting codes are removed, and so is every character with which a text could
/// control the terminal or imitate another line.
/// </summary>
public static class PlainText
{
    private const char Colour = '\u0003';
    private const char HexColour = '\u0004';

    /// <summary>
    /// Returns the displayable text: tabs and line separators become spaces. Returns the same string if nothing is removed.
    /// </summary>
    public static string Clean(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.Any(IsSuspicious)) return text;
        var clean = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            if (letter == Colour) i = EndOfColours(text, i, digits: 2, char.IsAsciiDigit);
            else if (letter == HexColour) i = EndOfColours(text, i, digits: 6, char.IsAsciiHexDigit);
            else if (letter is '\t' or '\u2028' or '\u2029') clean.Append(' ');
            else if (!IsSuspicious(letter)) clean.Append(letter);
            else if (char.IsHighSurrogate(letter) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                clean.Append(letter).Append(text[++i]);
        }
        return clean.ToString();
    }

    // Controls (C0, DEL, C1), line separators, marks that turn the direction of writing, and halves of surrogate pairs.
    private static bool IsSuspicious(char letter) =>
        char.IsControl(letter)
        || letter is '\u2028' or '\u2029' or '\u200E' or '\u200F' or '\u061C' or (>= '\u202A' and <= '\u202E')
            or (>= '\u2066' and <= '\u2069')
        || char.GetUnicodeCategory(letter) == UnicodeCategory.Surrogate;

    // The index of the last character of the code: digits[,digits].
    private static int EndOfColours(string text, int at, int digits, Func<char, bool> isDigit)
    {
        int end = Skip(at + 1);
        if (end > at + 1 && end + 1 < text.Length && text[end] == ',' && isDigit(text[end + 1])) end = Skip(end + 1);
        return end - 1;

        int Skip(int from)
        {
            int to = from;
            while (to < text.Length && to - from < digits && isDigit(text[to])) to++;
            return to;
        }
    }
}
