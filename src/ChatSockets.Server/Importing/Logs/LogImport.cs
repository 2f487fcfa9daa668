using System.Globalization;
using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// Imports the logs of one program: finds the files, reads them line by line, and gives the messages to the importer. One thread.
/// </summary>
/// <param name="format">Whose logs.</param>
/// <param name="options">What is imported, and how.</param>
/// <param name="importer">Where the messages go.</param>
internal sealed class LogImport(LogFormat format, LogImportOptions options, HistoryImporter importer)
{
    private const int OldestYear = 1988;

    private ImportReport Report => importer.Report;

    /// <summary>The files, in an order in which the days of one room follow each other.</summary>
    /// <param name="paths">Files, which are all logs, and folders, of which those are logs that look like some.</param>
    /// <exception cref="IOException">There is none of that name, or it cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public List<string> Find(IEnumerable<string> paths)
    {
        var files = new List<string>();
        foreach (string path in paths)
        {
            if (File.Exists(path)) files.Add(path);
            else files.AddRange(Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(format.IsLog)
                .Order(StringComparer.Ordinal));
        }
        return files;
    }

    /// <summary>Imports one file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="moved">Called with the position in the file, from time to time.</param>
    /// <param name="cancellation">Ends it within the file.</param>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="ImportStoppedException">A line cannot be read, and that is to end it.</exception>
    public void Read(string path, Action<long> moved, CancellationToken cancellation)
    {
        string? room = null;
        if (!format.HasSeveralRooms && !TryFindRoom(path, out room)) return;
        importer.BeginFile();
        var local = new LocalTime(options.Zone);
        LogReader reader = format.Read(path);
        using var lines = new LogLines(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));
        long last = 0;
        while (!cancellation.IsCancellationRequested && lines.TryRead(out ReadOnlySpan<byte> line))
        {
            string? why = lines.IsTooLong ? string.Create(CultureInfo.InvariantCulture, $"it is longer than {LogLines.MaximumBytes} bytes")
                : lines.IsUnfinished ? "the file ends within it: perhaps it is still being written" : null;
            if (why is not null) Refuse(path, lines.Number, why);
            else Take(path, lines.Number, reader.Read(LegacyText.Decode(line)), room, local);
            if (lines.Number % 1024 == 0) moved(lines.Position);
            last = lines.Number;
        }
        if (!cancellation.IsCancellationRequested) Take(path, last, reader.End(), room, local);
        moved(lines.Position);
    }

    // A log of private messages is one user's, and not for a server's history.
    private bool TryFindRoom(string path, out string? room)
    {
        string? window = format.WindowOf(path);
        room = options.Into ?? window;
        if (options.Room is { } wanted && !wanted.Equals(window, StringComparison.OrdinalIgnoreCase))
        {
            Report.LeaveOut("files of other rooms");
            return false;
        }
        if (window?.StartsWith('#') != true && options.Into is null)
        {
            Report.LeaveOut("files that are of no room");
            return false;
        }
        if (RoomName.IsValid(Encoding.UTF8.GetBytes(room!))) return true;
        Report.AddUnreadable(path, $"'{room}' cannot be the name of a room here: give it another one with --into");
        return false;
    }

    private void Take(string path, long number, LogEntry entry, string? room, LocalTime local)
    {
        switch (entry.Kind)
        {
            case LogEntryKind.Nothing:
                return;
            case LogEntryKind.Event:
                Report.LeaveOut("lines of who came and went, topics, modes and the like");
                return;
            case LogEntryKind.Unreadable:
                Refuse(path, number, entry.Text);
                return;
            default:
                Add(path, number, entry, room, local);
                return;
        }
    }

    private void Add(string path, long number, LogEntry entry, string? room, LocalTime local)
    {
        if (entry.Room is { } named)
        {
            if (options.Room is { } wanted && !wanted.Equals(named, StringComparison.OrdinalIgnoreCase))
            {
                Report.LeaveOut("messages of other rooms");
                return;
            }
            room = options.Into ?? named;
            if (!RoomName.IsValid(Encoding.UTF8.GetBytes(room)))
            {
                Refuse(path, number, $"'{room}' cannot be the name of a room here");
                return;
            }
        }
        if (entry.Time.Year < OldestYear)
        {
            Refuse(path, number, "its time is before there was IRC");
            return;
        }
        ImportedMessage? message = MessageForm.Of(local.ToUniversal(entry.Time), entry.Kind == LogEntryKind.Notice,
            MessageForm.WithoutPrefix(entry.Nick), room!, [(entry.Text, false)], out string reason);
        if (message is null) Refuse(path, number, reason);
        else importer.Add(room!, message, entry.Precision);
    }

    private void Refuse(string path, long number, string reason)
    {
        string where = string.Create(CultureInfo.InvariantCulture, $"{path}:{number}");
        if (options.IsStrict) throw new ImportStoppedException($"{where}: {reason}.");
        Report.AddUnreadable(where, reason);
    }
}

/// <summary>What is imported from logs, and how.</summary>
/// <param name="Zone">Where their clock was.</param>
/// <param name="Room">The only room that is imported; null for all.</param>
/// <param name="Into">The room into which it goes; null for the same one.</param>
/// <param name="IsStrict">Whether a line that cannot be read ends it.</param>
internal sealed record LogImportOptions(TimeZoneInfo Zone, string? Room, string? Into, bool IsStrict);

/// <summary>A line cannot be read, and the import ends there.</summary>
internal sealed class ImportStoppedException(string message) : Exception(message);
