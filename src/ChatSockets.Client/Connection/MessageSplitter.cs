using System.Globalization;
using System.Text;

namespace ChatSockets.Client.Connection;

/// <summary>Cuts a long text into messages that fit the wire, between words where there are any, never inside a character.</summary>
internal static class MessageSplitter
{
    /// <summary>
    /// The pieces, each of at most that many UTF-8 bytes; lines of a pasted text are pieces of their own, empty ones are left out.
    /// </summary>
    public static IEnumerable<string> Split(string text, int maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumBytes, 4);
        foreach (string line in text.Split('\n', '\r'))
        {
            string rest = line;
            while (Encoding.UTF8.GetByteCount(rest) > maximumBytes)
            {
                int fits = Fitting(rest, maximumBytes);
                // Break at a space unless that would waste more than half of the message.
                int space = rest.LastIndexOf(' ', fits);
                bool atSpace = space > fits / 2;
                yield return rest[..(atSpace ? space : fits)];
                rest = rest[(atSpace ? space + 1 : fits)..];
            }
            if (rest.Length > 0) yield return rest;
        }
    }

    // The chars of whole graphemes that fit; of a single one that is too large (a tower of accents) the runes that do.
    private static int Fitting(string text, int maximumBytes)
    {
        int chars = 0;
        int bytes = 0;
        while (chars < text.Length)
        {
            int length = StringInfo.GetNextTextElementLength(text, chars);
            bytes += Encoding.UTF8.GetByteCount(text.AsSpan(chars, length));
            if (bytes > maximumBytes) break;
            chars += length;
        }
        if (chars > 0) return chars;
        bytes = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > maximumBytes) break;
            chars += rune.Utf16SequenceLength;
        }
        return chars;
    }
}
