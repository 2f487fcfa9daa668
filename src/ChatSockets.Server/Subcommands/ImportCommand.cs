using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Importing;
using ChatSockets.Server.Importing.Ergo;
using ChatSockets.Server.Importing.Logs;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server import</c>: adds the history of other programs to that of a data folder on which no server runs. A dry run only reads,
/// and may do so beside a server.
/// </summary>
internal sealed class ImportCommand(SettingFlags flags, ProgramStreams streams)
{
    private readonly Argument<string[]> _paths = new("path")
    {
        Arity = ArgumentArity.OneOrMore,
        HelpName = "PATH",
        Description = "The files, or the folders that have them.",
    };
    private readonly Option<string?> _room = new("--room")
    {
        HelpName = "NAME",
        Description = "Only this room of the logs, in quotes for the shell: '#lobby'.",
    };
    private readonly Option<string?> _into = new("--into")
    {
        HelpName = "NAME",
        Description = "The room here into which it goes; without it the one of the same name.",
    };
    private readonly Option<string?> _zone = new("--timezone")
    {
        HelpName = "ZONE",
        Description = "Where the clock of the logs was, as Europe/Berlin; without it the time zone of this machine.",
    };
    private readonly Option<bool> _isDry = new("--dry-run") { Description = "Tell what would be imported, and change nothing." };
    private readonly Option<bool> _isStrict = new("--strict") { Description = "End at the first line that cannot be read." };
    private readonly Option<bool> _isQuiet = new("--quiet") { Description = "Do not tell how far it is." };

    // While something is imported; null in a dry run without a store.
    private IStoreAccess? _store;

    public Command Create()
    {
        var import = new Command("import", "Adds the history of other programs.");
        foreach (LogFormat format in LogFormat.All)
        {
            var logs = new Command(format.Name, format.Description) { _paths, _room, _into, _zone, _isDry, _isStrict, _isQuiet };
            Do(logs, (result, importer, progress, cancellation) => ReadLogs(format, result, importer, progress, cancellation));
            import.Subcommands.Add(logs);
        }
        var ergo = new Command("ergo", "Ergo's history from SQLite or a dump of MySQL, and its accounts.")
        {
            _paths, _room, _into, _isDry, _isStrict, _isQuiet,
        };
        Do(ergo, ReadErgo);
        import.Subcommands.Add(ergo);
        return import;
    }

    // On a thread of the pool, so that Ctrl-C finds somebody who listens.
    private void Do(Command command, Func<ParseResult, HistoryImporter, Progress, CancellationToken, int> read) =>
        command.SetAction((result, cancellation) => Task.Run(
            () => new FolderCommand(flags, streams).Run(result,
                (folder, options) => Import(command.Name, result, folder, options, read, cancellation)), CancellationToken.None));

    private int Import(
        string name, ParseResult result, string folder, ServerOptions options,
        Func<ParseResult, HistoryImporter, Progress, CancellationToken, int> read, CancellationToken cancellation)
    {
        foreach (Option<string?> option in (Option<string?>[])[_room, _into])
        {
            if (result.GetValue(option) is { } room && !RoomName.IsValid(Encoding.UTF8.GetBytes(room)))
                return Usage($"{option.Name}: '{room}' is not a room's name, as '#lobby' is (in quotes, for the shell).");
        }
        // Before a folder is made for nothing.
        if (result.GetValue(_paths)!.FirstOrDefault(path => !Path.Exists(path)) is { } missing)
            return streams.Complain(ExitCode.CouldNotRun, $"There is no file or folder {missing}.");
        try
        {
            if (result.GetValue(_isDry)) return Try(result, folder, options, read, cancellation);
            using ImportStore store = ImportStore.Open(folder, options.Durability);
            return Write(name, result, store, options, read, cancellation);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    private int Try(
        ParseResult result, string folder, ServerOptions options,
        Func<ParseResult, HistoryImporter, Progress, CancellationToken, int> read, CancellationToken cancellation)
    {
        using StoreFile? store = File.Exists(Path.Combine(folder, Database.FileName)) ? StoreFile.Open(folder, cancellation) : null;
        _store = store;
        using var importer = new HistoryImporter(store?.Connection, isDry: true, TimeSpan.FromDays(options.HistoryDays), options.Clock);
        int code;
        using (Progress progress = streams.Progress("import", result.GetValue(_isQuiet)))
            code = Read(result, importer, progress, read, cancellation);
        return IsNothing(importer.Report, code) ? code : Tell(importer.Report, isDry: true, code);
    }

    private int Write(
        string name, ParseResult result, ImportStore store, ServerOptions options,
        Func<ParseResult, HistoryImporter, Progress, CancellationToken, int> read, CancellationToken cancellation)
    {
        _store = store;
        using var importer = new HistoryImporter(store.Connection, isDry: false, TimeSpan.FromDays(options.HistoryDays), options.Clock);
        int code;
        using (Progress progress = streams.Progress("import", result.GetValue(_isQuiet)))
        {
            code = Read(result, importer, progress, read, cancellation);
            importer.Commit();
            importer.IndexWords(() => progress.Report(0, 0, "preparing the search"), cancellation);
        }
        ImportReport report = importer.Report;
        if (IsNothing(report, code)) return code;
        if (report.Added + report.Accounts.Added + report.RegisteredRooms.Added > 0)
        {
            StoredAudit.AddCommand(store,
                string.Create(CultureInfo.InvariantCulture, $"import {name} ({report.Added} lines, {report.Accounts.Added} accounts)"),
                string.Join(' ', report.Rooms.Take(10).Select(room => room.Name)));
        }
        Tell(report, isDry: false, code);
        if (StoreSize.IsOver(store.Connection, (long)options.HistoryMegabytes << 20))
        {
            string limit = options.HistoryMegabytes.ToString(CultureInfo.InvariantCulture);
            streams.Complain($"The history is now larger than history-megabytes ({limit}) allows, so that the server will delete the "
                + "oldest messages of all rooms. Raise it before you start the server.");
        }
        return code;
    }

    private int Read(
        ParseResult result, HistoryImporter importer, Progress progress,
        Func<ParseResult, HistoryImporter, Progress, CancellationToken, int> read, CancellationToken cancellation)
    {
        try
        {
            int code = read(result, importer, progress, cancellation);
            if (!cancellation.IsCancellationRequested) return code;
            progress.Dispose();
            return streams.Complain(ExitCode.CouldNotRun, "The import was broken off. Run it again: it goes on from there.");
        }
        catch (ImportStoppedException exception)
        {
            progress.Dispose();
            streams.Complain(exception.Message);
            return streams.Complain(ExitCode.CouldNotRun, "The import ends here because of --strict. "
                + (result.GetValue(_isDry) ? "Nothing was changed." : "What came before it is imported."));
        }
    }

    private int ReadLogs(
        LogFormat format, ParseResult result, HistoryImporter importer, Progress progress, CancellationToken cancellation)
    {
        string? zone = result.GetValue(_zone);
        TimeZoneInfo? found = TimeZoneInfo.Local;
        if (zone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out found))
            return Usage($"--timezone: '{zone}' is not a time zone that this system knows, as Europe/Berlin and UTC are.");
        var import = new LogImport(format,
            new LogImportOptions(found!, result.GetValue(_room), result.GetValue(_into), result.GetValue(_isStrict)), importer);
        List<LogFile> files = new LogFiles(format, result.GetValue(_isStrict), importer.Report).Find(result.GetValue(_paths)!);
        if (files.Count == 0 && importer.Report.Unreadable == 0)
            return streams.Complain(ExitCode.CouldNotRun, $"There are no such logs. Expected: {format.Expected}.");
        long total = files.Sum(file => file.Length), done = 0;
        foreach (LogFile file in files)
        {
            if (cancellation.IsCancellationRequested) break;
            long position = 0;
            import.Read(file, at => progress.Report(done + (position = at), total, Count(importer.Report)), cancellation);
            done += position;
        }
        // Single lines and files are told and no failure; nothing at all is one.
        return importer.Report.Files == 0 && importer.Report.Unreadable > 0 ? ExitCode.CouldNotRun : ExitCode.Done;
    }

    private int ReadErgo(ParseResult result, HistoryImporter importer, Progress progress, CancellationToken cancellation)
    {
        var accounts = new ErgoAccountImport(_store, result.GetValue(_isDry), TimeProvider.System, importer.Report);
        var history = new ErgoHistory(importer, result.GetValue(_room), result.GetValue(_into), result.GetValue(_isStrict));
        foreach (string path in result.GetValue(_paths)!)
        {
            if (Directory.Exists(path)) throw new IOException($"{path} is a folder: name Ergo's database, or a dump of it.");
            if (!FileIdentity.IsRegular(path))
                throw new IOException($"{path} is not a regular file: name Ergo's database, or a dump of it.");
            if (ErgoAccountImport.IsAccounts(path))
            {
                importer.Commit();
                accounts.Read(path);
                continue;
            }
            using ErgoDump? dump = ErgoHistory.IsDatabase(path) ? null : new ErgoDump();
            long size = new FileInfo(path).Length;
            dump?.Read(path, at => progress.Report(at, size, "unpacking the dump"), cancellation);
            if (cancellation.IsCancellationRequested) break;
            history.Read(dump?.Path ?? path, path, (row, rows) => progress.Report(row, rows, Count(importer.Report)), cancellation);
        }
        return ExitCode.Done;
    }

    private static bool IsNothing(ImportReport report, int code) =>
        report.Files == 0 && report.Unreadable == 0 && code != ExitCode.Done;

    private static string Count(ImportReport report) =>
        string.Create(CultureInfo.InvariantCulture, $"{report.Added} messages, {report.Present} there already");

    private int Tell(ImportReport report, bool isDry, int code)
    {
        foreach (string example in report.Examples) streams.Complain(example);
        if (report.Unreadable > report.Examples.Count)
            streams.Complain(string.Create(CultureInfo.InvariantCulture,
                $"... and {report.Unreadable - report.Examples.Count} more like these."));
        foreach (string line in report.Lines(isDry)) streams.Output.WriteLine(line);
        return code;
    }

    private int Usage(string reason) => streams.Complain(ExitCode.WrongUsage, reason);
}
