using System.Globalization;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// irssi's autolog: <c>NETWORK/#room.log</c> with lines <c>12:00 &lt;@nick&gt; text</c> between lines that name the day. As irssi 1.4.3
/// writes it; with seconds where log_timestamp has them.
/// </summary>
internal sealed class IrssiLog : LogFormat
{
    public override string Name => "irssi";

    public override string Description => "irssi's autolog: NETWORK/#room.log";

    public override string Expected => "files as NETWORK/#room.log, which begin with \"--- Log opened\"";

    public override bool IsLog(string path) => path.EndsWith(".log", StringComparison.Ordinal);

    public override string? WindowOf(string path) => Path.GetFileNameWithoutExtension(path);

    public override string? NetworkOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));

    public override LogReader Read(string path) => new Reader(WindowOf(path)!);

    private sealed class Reader(string window) : LogReader
    {
        private const string Opened = "--- Log opened ", Changed = "--- Day changed ", Closed = "--- Log closed ";

        private readonly IrssiOwnNick _own = new();
        private DateTime? _day;

        public override LogEntry Read(string line)
        {
            if (line.Length == 0) return LogEntry.Nothing;
            if (line.StartsWith("--- ", StringComparison.Ordinal)) return Header(line);
            if (!TryReadTime(line, out TimeSpan of, out int length) || line.Length <= length || line[length] != ' ')
                return LogEntry.Unreadable("it does not begin with a time, as 12:00 is");
            if (_day is not { } day) return LogEntry.Unreadable("no line before it names the day, as \"--- Log opened\" does");
            LogEntry entry = Read(day + of, line.AsSpan(length + 1));
            return length == 5 ? entry with { Precision = TimeSpan.FromMinutes(1) } : entry;
        }

        private LogEntry Read(DateTime time, ReadOnlySpan<char> rest)
        {
            if (rest.StartsWith("-!- ", StringComparison.Ordinal))
            {
                _own.Learn(rest[4..]);
                return LogEntry.Event;
            }
            if (rest.StartsWith(" * ", StringComparison.Ordinal))
            {
                rest = rest[3..];
                int space = rest.IndexOf(' ');
                return space > 0 ? LogEntry.Action(time, rest[..space].ToString(), rest[(space + 1)..].ToString())
                    : LogEntry.Action(time, rest.ToString(), "");
            }
            if (rest.Length > 2 && rest[0] == '<')
            {
                // Behind the bracket stands the status, or a blank.
                int end = rest.IndexOf("> ", StringComparison.Ordinal);
                if (end > 1)
                    return new LogEntry(LogEntryKind.Message, time, rest[1..end].ToString(), rest[(end + 2)..].ToString());
            }
            if (rest.Length > 2 && rest[0] == '-')
            {
                // -nick:#room- text; to one user alone it is -nick(user@host)-.
                int end = rest.IndexOf("- ", StringComparison.Ordinal), colon = rest.IndexOf(":#", StringComparison.Ordinal);
                if (colon > 1 && colon < end)
                    return new LogEntry(LogEntryKind.Notice, time, rest[1..colon].ToString(), rest[(end + 2)..].ToString());
                if (end > 1) return LogEntry.Event;
            }
            if (rest.Length > 2 && rest[0] == '[')
            {
                int end = rest.IndexOf(")] ", StringComparison.Ordinal), target = rest.IndexOf('(');
                if (target > 1 && target < end) return Own(time, rest[1..target], rest[(target + 1)..end], rest[(end + 3)..]);
            }
            return LogEntry.Unreadable("behind the time there is neither <nick>, -nick:#room-, * nor -!-");
        }

        // [notice(#room)] text: what its user sent by a command. Of a window that is no room's it may be for somebody else.
        private LogEntry Own(DateTime time, ReadOnlySpan<char> kind, ReadOnlySpan<char> target, ReadOnlySpan<char> text)
        {
            if (kind is not "notice" || !target.StartsWith('#')) return LogEntry.Event;
            if (window.StartsWith('#') && !target.Equals(window, StringComparison.OrdinalIgnoreCase)) return LogEntry.Event;
            return _own.Nick is { } nick ? new LogEntry(LogEntryKind.Notice, time, nick, text.ToString())
                : LogEntry.LeftOut("one's own notices, of whose sender irssi does not log the nickname");
        }

        private LogEntry Header(string line)
        {
            string? date = line.StartsWith(Opened, StringComparison.Ordinal) ? line[Opened.Length..]
                : line.StartsWith(Changed, StringComparison.Ordinal) ? line[Changed.Length..] : null;
            if (date is null)
            {
                if (line.StartsWith(Closed, StringComparison.Ordinal)) return LogEntry.Nothing;
                return LogEntry.Unreadable("it begins as no line of such a log does");
            }
            if (DateTime.TryParseExact(date, ["ddd MMM d HH:mm:ss yyyy", "ddd MMM d yyyy"], CultureInfo.InvariantCulture,
                DateTimeStyles.AllowInnerWhite, out DateTime time))
            {
                _day = time.Date;
                if (line.StartsWith(Opened, StringComparison.Ordinal)) _own.Forget();
                return LogEntry.Nothing;
            }
            _day = null;
            return LogEntry.Unreadable($"'{date}' is not a date, as \"Sat Jan 31 12:00:00 2026\" is");
        }
    }
}
