using System.Globalization;
using System.Text;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// SASLprep (RFC 4013, a profile of RFC 3454): brings user names and passwords that look alike to one form, whatever keyboard they were
/// typed on. Both sides, any thread. Answers null for what may not be in them, and never throws.
/// <para>
/// Mapping, normalization (<see cref="Nfkc"/>) and the right-to-left letters are to the letter those of Unicode 3.2, on which the RFC
/// stands. What is prohibited or unassigned comes from the framework's categories of characters, which are of a newer Unicode. For every
/// character of 3.2 the answer is the RFC's; a character that came later, an emoji for instance, is one like any other where the RFC would
/// refuse a password with it, and is refused also in a name where it is for formatting. Beside right-to-left letters, all letters and
/// spacing marks count as left-to-right; the table of the RFC has some symbols and digits too, and lacks a few marks. None of that makes
/// two passwords one or one two: such a password is only taken or refused where a stricter peer would decide otherwise.
/// </para>
/// </summary>
public static class SaslPrep
{
    /// <summary>The longest text that is prepared, in UTF-16 units. Normalization makes it longer, 18 times at the very most.</summary>
    public const int MaximumCharacters = 1024;

    // RFC 3454, table D.1: letters that are written from right to left. First and last of each run.
    private static readonly int[] RightToLeft =
    [
        0x05BE, 0x05BE, 0x05C0, 0x05C0, 0x05C3, 0x05C3, 0x05D0, 0x05EA, 0x05F0, 0x05F4, 0x061B, 0x061B, 0x061F, 0x061F, 0x0621, 0x063A,
        0x0640, 0x064A, 0x066D, 0x066F, 0x0671, 0x06D5, 0x06DD, 0x06DD, 0x06E5, 0x06E6, 0x06FA, 0x06FE, 0x0700, 0x070D, 0x0710, 0x0710,
        0x0712, 0x072C, 0x0780, 0x07A5, 0x07B1, 0x07B1, 0x200F, 0x200F, 0xFB1D, 0xFB1D, 0xFB1F, 0xFB28, 0xFB2A, 0xFB36, 0xFB38, 0xFB3C,
        0xFB3E, 0xFB3E, 0xFB40, 0xFB41, 0xFB43, 0xFB44, 0xFB46, 0xFBB1, 0xFBD3, 0xFD3D, 0xFD50, 0xFD8F, 0xFD92, 0xFDC7, 0xFDF0, 0xFDFC,
        0xFE70, 0xFE74, 0xFE76, 0xFEFC,
    ];

    /// <summary>
    /// Prepares a text for storage, usually a password: a "stored string" (RFC 3454, section 7), which cannot contain unassigned
    /// characters. Null if it is prohibited.
    /// </summary>
    public static string? Stored(string text) => Prepare(text, allowUnassigned: false);

    /// <summary>
    /// Prepares a text for comparison with a stored one, usually a user name: a "query", which can contain characters of a later Unicode.
    /// Null if it is prohibited.
    /// </summary>
    public static string? Query(string text) => Prepare(text, allowUnassigned: true);

    private static string? Prepare(string text, bool allowUnassigned)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumCharacters) return null;
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        string prepared = Nfkc.Normalize(Map(text));
        foreach (Rune rune in prepared.EnumerateRunes())
        {
            if (IsProhibited(rune, allowUnassigned)) return null;
        }
        return IsOneDirection(prepared) ? prepared : null;
    }

    /// <summary>RFC 4013, section 2.1. The zero width space is in both tables; it is nothing (erratum 1812).</summary>
    private static string Map(string text)
    {
        var mapped = new StringBuilder(text.Length);
        Span<char> utf16 = stackalloc char[2];
        // Half a surrogate pair comes as U+FFFD, which is prohibited.
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsMappedToNothing(rune.Value)) continue;
            Rune kept = Rune.GetUnicodeCategory(rune) == UnicodeCategory.SpaceSeparator ? new Rune(' ') : rune;
            mapped.Append(utf16[..kept.EncodeToUtf16(utf16)]);
        }
        return mapped.ToString();
    }

    /// <summary>RFC 3454, table B.1.</summary>
    private static bool IsMappedToNothing(int character) => character is
        0x00AD or 0x034F or 0x1806 or (>= 0x180B and <= 0x180D) or (>= 0x200B and <= 0x200D) or 0x2060
            or (>= 0xFE00 and <= 0xFE0F) or 0xFEFF;

    /// <summary>RFC 4013, section 2.3: the tables C.1.2 to C.9 of RFC 3454, most of which are categories; and section 2.5.</summary>
    private static bool IsProhibited(Rune rune, bool allowUnassigned) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.SpaceSeparator => rune.Value != ' ',
        UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate => true,
        UnicodeCategory.OtherNotAssigned => !allowUnassigned || IsNoncharacter(rune.Value),
        // What stands for something that cannot be shown, and what describes how an ideograph is put together.
        _ => rune.Value is 0xFFFC or 0xFFFD or (>= 0x2FF0 and <= 0x2FFB),
    };

    private static bool IsNoncharacter(int character) => (character & 0xFFFE) == 0xFFFE || character is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>
    /// RFC 3454, section 6: with a right-to-left letter there is no left-to-right one, and such letters are the first and the last.
    /// </summary>
    private static bool IsOneDirection(string text)
    {
        bool first = false, last = false, anyRight = false, anyLeft = false, isFirst = true;
        foreach (Rune rune in text.EnumerateRunes())
        {
            last = IsRightToLeft(rune.Value);
            if (isFirst) first = last;
            isFirst = false;
            anyRight |= last;
            anyLeft |= !last && IsLeftToRight(rune);
        }
        return !anyRight || (first && last && !anyLeft);
    }

    private static bool IsRightToLeft(int character)
    {
        int at = Array.BinarySearch(RightToLeft, character);
        // Between two numbers of the table, the first one that is larger is the end of a run or the beginning of the next.
        return at >= 0 || (~at & 1) == 1;
    }

    private static bool IsLeftToRight(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.LetterNumber;
}
