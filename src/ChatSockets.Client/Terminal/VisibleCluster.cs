using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Terminal;

/// <summary>
/// What of a grapheme cluster a terminal can be given: one cluster that stays in its cells. Controls and format characters are left out:
/// they would control the terminal, reorder the line (Unicode Standard Annex 9), or join what stands in the next cell.
/// </summary>
internal static class VisibleCluster
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;
    private const string BlackFlag = "\U0001F3F4";

    // UTF-16 units. No emoji needs more; a letter with a hundred marks on it does.
    private const int Longest = 32;

    /// <summary>Whether the whole cluster can be shown as it is.</summary>
    public static bool IsClean(ReadOnlySpan<char> cluster)
    {
        if (cluster.Length > Longest || cluster[^1] == ZeroWidthJoiner) return false;
        bool isFirst = true;
        foreach (Rune rune in cluster.EnumerateRunes())
        {
            // Half a character comes as the replacement character.
            if (rune == Rune.ReplacementChar || IsNothing(rune) || !IsVisible(rune, isFirst, cluster)) return false;
            isFirst = false;
        }
        return true;
    }

    /// <summary>Returns what can be shown of it; empty if that is nothing.</summary>
    public static string Of(ReadOnlySpan<char> cluster)
    {
        if (IsClean(cluster)) return cluster.ToString();
        var text = new StringBuilder();
        foreach (Rune rune in cluster.EnumerateRunes())
        {
            if (!IsVisible(rune, text.Length == 0, cluster)) continue;
            if (text.Length + rune.Utf16SequenceLength > Longest) break;
            text.Append(IsNothing(rune) ? Rune.ReplacementChar : rune);
        }
        while (text.Length > 0 && text[^1] == ZeroWidthJoiner) text.Length--;
        return text.ToString();
    }

    /// <summary>Returns what can be shown of a text, for where no cells are counted: a title, a notification.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">The UTF-16 units behind which it is cut.</param>
    public static string OfText(string text, int most)
    {
        var visible = new StringBuilder();
        for (int at = 0; at < text.Length;)
        {
            int length = StringInfo.GetNextTextElementLength(text, at);
            string cluster = Of(text.AsSpan(at, length));
            if (visible.Length + cluster.Length > most) break;
            visible.Append(cluster);
            at += length;
        }
        return visible.ToString();
    }

    private static bool IsVisible(Rune rune, bool isFirst, ReadOnlySpan<char> cluster) => rune.Value switch
    {
        < 0x20 or (>= 0x7F and < 0xA0) or 0x2028 or 0x2029 => false,
        < 0x300 => rune.Value != 0xAD,
        ZeroWidthJoiner or ZeroWidthNonJoiner or (>= 0xFE00 and <= 0xFE0F) => !isFirst,
        // The tags of a flag (of Scotland, of Wales).
        >= 0xE0000 and < 0xE0080 => !isFirst && cluster.StartsWith(BlackFlag),
        _ => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format,
    };

    // Terminals leave out what Unicode does not define, and a mark on it would go to the cell before. Emoji may be newer than this program.
    private static bool IsNothing(Rune rune) => rune.Value is >= 0x300 and not (>= 0x1F000 and < 0x1FB00)
        && Rune.GetUnicodeCategory(rune) == UnicodeCategory.OtherNotAssigned;
}
