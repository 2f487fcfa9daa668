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

    public override LogReader Read(string path) => new Reader();

    private sealed class Reader : LogReader
    {
        private const string Opened = "--- Log opened ", Changed = "--- Day changed ", Closed = "--- Log closed ";

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

        private static LogEntry Read(DateTime time, ReadOnlySpan<char> rest)
        {
            if (rest.StartsWith("-!- ", StringComparison.Ordinal)) return LogEntry.Event;
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
            return LogEntry.Unreadable("behind the time there is neither <nick>, -nick:#room-, * nor -!-");
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
                return LogEntry.Nothing;
            }
            _day = null;
            return LogEntry.Unreadable($"'{date}' is not a date, as \"Sat Jan 31 12:00:00 2026\" is");
        }
    }
}
