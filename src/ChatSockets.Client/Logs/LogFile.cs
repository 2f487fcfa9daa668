using System.Globalization;
using System.Text;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Logs;

/// <summary>
/// The log of one conversation: a text file with a line for each line that was said, <c>2026-01-31T12:00:00.000Z &lt;alice&gt; hello</c>,
/// which anybody can read and search. Only its owner can.
/// </summary>
internal sealed class LogFile : IDisposable
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private const int TimeLength = 24;

    // Of a long log, so much of the end is looked at.
    private const int MostBytes = 512 * 1024;

    private readonly FileStream _file;
    private readonly StreamWriter _writer;
    private readonly HeardUpTo _heard = new();

    public LogFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(path, options);
        _writer = new StreamWriter(_file, new UTF8Encoding(false), leaveOpen: true);
        foreach (TimelineEntry each in Tail(path)) _heard.Add(each.Time, each.From, each.Text);
    }

    /// <summary>Writes an entry, unless it is played back and there already.</summary>
    public void Write(in TimelineEntry entry, string text)
    {
        string time = entry.Time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);
        // As it is read back: the file's times are milliseconds.
        DateTimeOffset moment = DateTimeOffset.FromUnixTimeMilliseconds(entry.Time.ToUnixTimeMilliseconds());
        bool isOld = entry.Flags.HasFlag(EntryFlags.Replayed);
        foreach (string line in text.Split('\n'))
        {
            if (isOld && _heard.Has(moment, entry.From, line)) continue;
            _heard.Add(moment, entry.From, line);
            _writer.Write(time);
            _writer.Write(entry.Kind switch
            {
                EntryKind.Message => $" <{entry.From}> ",
                EntryKind.Action => $" * {entry.From} ",
                EntryKind.Notice => $" -{entry.From}- ",
                _ => " -- ",
            });
            _writer.Write(line);
            _writer.Write('\n');
        }
    }

    public void Flush() => _writer.Flush();

    /// <summary>The messages at the end of a log, oldest first; empty without one.</summary>
    public static IReadOnlyList<TimelineEntry> Read(string path, string ownNick, int most)
    {
        List<TimelineEntry> all = Tail(path);
        for (int i = 0; i < all.Count; i++)
        {
            EntryFlags self = all[i].From.Equals(ownNick, StringComparison.OrdinalIgnoreCase) ? EntryFlags.Self : 0;
            all[i] = all[i] with { Flags = EntryFlags.Replayed | self };
        }
        return all[^Math.Min(most, all.Count)..];
    }

    /// <summary>The messages with a text in them, the newest ones, oldest first; from the whole log.</summary>
    public static IReadOnlyList<TimelineEntry> Find(string path, string text, int most)
    {
        var found = new Queue<TimelineEntry>();
        foreach (TimelineEntry each in Entries(path, long.MaxValue))
        {
            if (!each.Text.Contains(text, StringComparison.OrdinalIgnoreCase)) continue;
            found.Enqueue(each);
            if (found.Count > most) found.Dequeue();
        }
        return [.. found];
    }

    public void Dispose()
    {
        try
        {
            _writer.Dispose();
        }
        catch (IOException)
        {
            // The disk is full: so the log ends before the conversation.
        }
        _file.Dispose();
    }

    private static List<TimelineEntry> Tail(string path) => [.. Entries(path, MostBytes)];

    private static IEnumerable<TimelineEntry> Entries(string path, long mostBytes)
    {
        using FileStream? file = OpenToRead(path);
        if (file is null) yield break;
        bool isCut = file.Length > mostBytes;
        if (isCut) file.Seek(-mostBytes, SeekOrigin.End);
        using var reader = new StreamReader(file, new UTF8Encoding(false));
        // It may be the middle of a line.
        if (isCut) reader.ReadLine();
        while (reader.ReadLine() is { } line)
        {
            if (Parse(line) is { } entry) yield return entry;
        }
    }

    private static FileStream? OpenToRead(string path)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            // There is no log.
            return null;
        }
    }

    // Only messages: comings and goings are in the file for its reader.
    private static TimelineEntry? Parse(string line)
    {
        if (line.Length < TimeLength + 3 || !DateTimeOffset.TryParseExact(line[..TimeLength], TimeFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal, out DateTimeOffset time)) return null;
        string rest = line[(TimeLength + 1)..];
        (EntryKind kind, string end) = rest[0] switch
        {
            '<' => (EntryKind.Message, "> "),
            '*' when rest[1] == ' ' => (EntryKind.Action, " "),
            '-' when rest[1] != '-' => (EntryKind.Notice, "- "),
            _ => (EntryKind.Info, ""),
        };
        if (kind == EntryKind.Info) return null;
        int start = kind == EntryKind.Action ? 2 : 1;
        int at = rest.IndexOf(end, start, StringComparison.Ordinal);
        return at < 0 ? null : new TimelineEntry(time, kind, rest[start..at], rest[(at + end.Length)..]);
    }
}
