using System.Globalization;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// ZNC's module log: <c>NETWORK/#room/2026-01-31.log</c> with lines <c>[12:00:00] &lt;nick&gt; text</c>. As ZNC 1.8.2 writes it.
/// </summary>
internal sealed class ZncLog : LogFormat
{
    public override string Name => "znc";

    public override string Description => "ZNC's module log: NETWORK/#room/2026-01-31.log";

    public override string Expected => "a folder with files as NETWORK/#room/2026-01-31.log";

    public override bool IsLog(string path) => path.EndsWith(".log", StringComparison.Ordinal) && TryReadDate(path, out _);

    public override string? WindowOf(string path) => Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(path)));

    public override string? NetworkOf(string path) =>
        Path.GetFileName(Path.GetDirectoryName(Path.GetDirectoryName(Path.GetFullPath(path))));

    public override LogReader Read(string path) => new Reader(TryReadDate(path, out DateTime date) ? date : null);

    private static bool TryReadDate(string path, out DateTime date) => DateTime.TryParseExact(
        Path.GetFileNameWithoutExtension(path), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out date);

    private sealed class Reader(DateTime? date) : LogReader
    {
        public override LogEntry Read(string line)
        {
            if (line.Length == 0) return LogEntry.Nothing;
            if (date is not { } day) return LogEntry.Unreadable("the file's name is no date, as 2026-01-31.log is");
            if (line[0] != '[' || !TryReadTime(line.AsSpan(1), out TimeSpan of, out int length) || length != 8
                || !line.AsSpan(9).StartsWith("] ", StringComparison.Ordinal))
            {
                return LogEntry.Unreadable("it does not begin with a time, as [12:00:00] is");
            }
            DateTime time = day + of;
            ReadOnlySpan<char> rest = line.AsSpan(11);
            if (rest.StartsWith("*** ", StringComparison.Ordinal)) return LogEntry.Event;
            int space = rest.IndexOf(' ');
            if (rest.StartsWith("* ", StringComparison.Ordinal))
            {
                ReadOnlySpan<char> action = rest[2..];
                int end = action.IndexOf(' ');
                return end > 0
                    ? LogEntry.Action(time, action[..end].ToString(), action[(end + 1)..].ToString())
                    : LogEntry.Action(time, action.ToString(), "");
            }
            if (space > 2 && rest[0] == '<' && rest[space - 1] == '>')
                return new LogEntry(LogEntryKind.Message, time, rest[1..(space - 1)].ToString(), rest[(space + 1)..].ToString());
            if (space > 2 && rest[0] == '-' && rest[space - 1] == '-')
                return new LogEntry(LogEntryKind.Notice, time, rest[1..(space - 1)].ToString(), rest[(space + 1)..].ToString());
            return LogEntry.Unreadable("behind the time there is neither <nick>, -nick-, * nor ***");
        }
    }
}
