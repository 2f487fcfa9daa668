using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChatSockets.Client.Tests.Terminal;

/// <summary>Everything that the client may ever write to a terminal: the sequences of this list, and text without controls.</summary>
internal static partial class WrittenSequences
{
    /// <summary>Returns what of the bytes is neither; nothing if all is well.</summary>
    public static IReadOnlyList<string> Foreign(ReadOnlySpan<byte> bytes)
    {
        var foreign = new List<string>();
        string text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        int at = 0;
        foreach (Match each in Known().Matches(text))
        {
            Check(text[at..each.Index]);
            Check(each.Groups["words"].Value);
            at = each.Index + each.Length;
        }
        Check(text[at..]);
        return foreign;

        void Check(string run)
        {
            foreach (Rune rune in run.EnumerateRunes().Where(IsControl))
                foreign.Add($"U+{rune.Value:X4} in {string.Join(' ', run.EnumerateRunes().Take(40).Select(each => $"{each.Value:X4}"))}");
        }
    }

    // Joiners and the tags of flags are in the middle of clusters; where else they would do harm is what the tests with tmux look for.
    private static bool IsControl(Rune rune) => rune.Value is not (0x200C or 0x200D or (>= 0xE0020 and < 0xE0080))
        && Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator;

    // Cursor, erasing, styles; private modes and questions; then the commands to the operating system, and the bell.
    [GeneratedRegex("""
        \e\[\d+;\d+H | \e\[2J | \e\[K | \e\[(\d+(;\d+)*)?m
        | \e\[\?(25|7|1000|1002|1004|1006|1049|2004|2026|2031)[hl] | \e\[2[23];2t | \e\[\?u | \e\[>1u | \e\[<u | \e\[\?2031\$p | \e\[c
        | \e\]11;\?\e\\ | \e\]8;;\e\\ | \e\]8;id=\d+;[!-~]+\e\\ | \e\]52;c;[A-Za-z0-9+/]*=*\a
        | \e\](2;|9;|99;;|777;notify;)(?<words>[^\e\a]*)\e\\ | \a
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Known();
}
