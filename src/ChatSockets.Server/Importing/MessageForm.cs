using System.Buffers;
using System.Globalization;
using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Server.Importing;

/// <summary>Brings what other systems logged into the form in which messages are stored, or says why that cannot be done.</summary>
internal static class MessageForm
{
    // No network allows longer ones.
    private const int MaximumNickBytes = 64;

    // A line of IRC without CR LF, less what stands around source, target and text.
    private const int LineBytes = 510 - 12;

    // Control characters, the space, and what separates or stands for names.
    private static readonly SearchValues<byte> Refused =
        SearchValues.Create([.. Enumerable.Range(0, 33).Select(i => (byte)i), .. ",*?@!"u8]);

    /// <summary>The name of a member as logs have it, without the prefixes of its status (@nick, +nick).</summary>
    public static string WithoutPrefix(string nick) => nick.TrimStart(' ', '@', '+', '%', '&', '~', '!');

    /// <summary>
    /// Checks a message, and makes one of several lines of a text that does not fit into one, as IRCv3 multiline would. Returns null, and
    /// the reason, where it cannot be stored.
    /// </summary>
    /// <param name="time">When it was sent.</param>
    /// <param name="isNotice">Whether it is a NOTICE.</param>
    /// <param name="source">A nickname or nick!user@host.</param>
    /// <param name="room">The room, for the length of the line.</param>
    /// <param name="parts">Its lines; each but the last says whether the next one continues it.</param>
    /// <param name="reason">Why not, for people.</param>
    public static ImportedMessage? Of(
        DateTimeOffset time, bool isNotice, string source, string room, IReadOnlyList<(string Text, bool IsContinued)> parts,
        out string reason)
    {
        byte[] from = Encoding.UTF8.GetBytes(source);
        if (!IsNick(Source.Parse(from).Name) || from.AsSpan().ContainsAny(" \r\n\0"u8))
        {
            reason = "its sender's name is not a nickname";
            return null;
        }
        int most = Math.Max(64, LineBytes - from.Length - Encoding.UTF8.GetByteCount(room));
        var text = new List<byte>();
        bool isOne = true;
        for (int i = 0; i < parts.Count; i++)
        {
            if (i > 0) text.Add((byte)(parts[i - 1].IsContinued ? '\r' : '\n'));
            isOne &= i == 0 & Append(text, parts[i].Text, most);
        }
        reason = text.Count == 0 ? "it has no text"
            : text.Count > MultilineBatch.MaximumBytes
                ? string.Create(CultureInfo.InvariantCulture, $"its text is longer than {MultilineBatch.MaximumBytes} bytes")
                : "";
        if (reason.Length > 0) return null;
        LineKind kind = (isNotice, isOne) switch
        {
            (false, true) => LineKind.Privmsg,
            (true, true) => LineKind.Notice,
            (false, false) => LineKind.MultilinePrivmsg,
            (true, false) => LineKind.MultilineNotice,
        };
        return new ImportedMessage(time, kind, from, [.. text]);
    }

    // False where it did not fit into one line.
    private static bool Append(List<byte> text, string line, int most)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal)
            .Replace("\0", "", StringComparison.Ordinal));
        int from = 0;
        while (bytes.Length - from > most)
        {
            int end = from + most;
            // Not within a character.
            while (end > from + 1 && (bytes[end] & 0xC0) == 0x80) end--;
            text.AddRange(bytes[from..end]);
            text.Add((byte)'\r');
            from = end;
        }
        text.AddRange(bytes[from..]);
        return from == 0;
    }

    private static bool IsNick(ReadOnlySpan<byte> nick) =>
        nick.Length is > 0 and <= MaximumNickBytes && nick[0] != (byte)':' && !nick.ContainsAny(Refused);
}
