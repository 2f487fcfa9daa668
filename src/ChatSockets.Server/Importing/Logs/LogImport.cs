using System.Globalization;
using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Importing.Logs;

/// <summary>
/// Imports the logs of one program: reads the files line by line, and gives the messages to the importer. One thread.
/// </summary>
/// <param name="format">Whose logs.</param>
/// <param name="options">What is imported, and how.</param>
/// <param name="importer">Where the messages go.</param>
internal sealed class LogImport(LogFormat format, LogImportOptions options, HistoryImporter importer)
{
    private const int OldestYear = 1988;

    private ImportReport Report => importer.Report;

    /// <summary>Imports one file. One that cannot be read is told, with what came before it imported.</summary>
    /// <param name="file">The file.</param>
    /// <param name="moved">Called with the position in the file, from time to time.</param>
    /// <param name="cancellation">Ends it within the file.</param>
    /// <exception cref="ImportStoppedException">It or a line cannot be read, and that is to end it.</exception>
    public void Read(LogFile file, Action<long> moved, CancellationToken cancellation)
    {
        string path = file.Path;
        string? room = null;
        if (!format.HasSeveralRooms && !TryFindRoom(file, out room)) return;
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
            importer.BeginFile();
            if (room is not null && options.Into is null && format.NetworkOf(path) is { } network) Report.AddNetwork(room, network);
            Read(path, stream, room, moved, cancellation);
        }
        catch (UnauthorizedAccessException)
        {
            Report.Refuse(path, "this user may not read it", options.IsStrict);
        }
        catch (IOException exception)
        {
            Report.Refuse(path, $"it cannot be read ({exception.Message.TrimEnd('.')})", options.IsStrict);
        }
    }

    private void Read(string path, FileStream stream, string? room, Action<long> moved, CancellationToken cancellation)
    {
        var local = new LocalTime(options.Zone);
        LogReader reader = format.Read(path);
        using var lines = new LogLines(stream);
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

    // A log of private messages is one user's, and not for a server's history. Only who names the file itself says that it is of a room.
    private bool TryFindRoom(LogFile file, out string? room)
    {
        string? window = format.WindowOf(file.Path);
        room = options.Into ?? window;
        if (options.Room is { } wanted && !wanted.Equals(window, StringComparison.OrdinalIgnoreCase))
        {
            Report.LeaveOut("files of other rooms");
            return false;
        }
        if (window?.StartsWith('#') != true && (options.Into is null || !file.IsNamed))
        {
            Report.LeaveOut("files that are of no room");
            return false;
        }
        if (RoomName.IsValid(Encoding.UTF8.GetBytes(room!))) return true;
        Report.Refuse(file.Path, $"'{room}' cannot be the name of a room here: give it another one with --into", options.IsStrict);
        return false;
    }

    private void Take(string path, long number, LogEntry entry, string? room, LocalTime local)
    {
        switch (entry.Kind)
        {
            case LogEntryKind.Nothing:
                return;
            case LogEntryKind.Event:
                Report.LeaveOut(entry.Text.Length > 0 ? entry.Text : "lines of who came and went, topics, modes and the like");
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

    private void Refuse(string path, long number, string reason) =>
        Report.Refuse(string.Create(CultureInfo.InvariantCulture, $"{path}:{number}"), reason, options.IsStrict);
}

/// <summary>What is imported from logs, and how.</summary>
/// <param name="Zone">Where their clock was.</param>
/// <param name="Room">The only room that is imported; null for all.</param>
/// <param name="Into">The room into which it goes; null for the same one.</param>
/// <param name="IsStrict">Whether a line that cannot be read ends it.</param>
internal sealed record LogImportOptions(TimeZoneInfo Zone, string? Room, string? Into, bool IsStrict);
