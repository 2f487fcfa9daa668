using System.CommandLine;
using System.Globalization;
using System.Text;
using ChatSockets.Server.Configuration;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Server.Subcommands;

/// <summary>
/// <c>chat-server backup</c> and <c>chat-server history</c>: exports or erases stored messages, whether a server is running on the folder
/// or not. The folder is found as the server finds it.
/// </summary>
internal sealed class StoreCommands(SettingFlags flags, ProgramStreams streams)
{
    private readonly Argument<string> _file = new("file") { HelpName = "FILE", Description = "The file to make." };
    private readonly Option<bool> _force = new("--force") { Description = "Replace the file if there is one." };
    private readonly Option<string?> _room = new("--room") { Description = "Only this room, in quotes for the shell: '#lobby'." };
    private readonly Option<string?> _account = new("--account")
    {
        Description = "Only what this account said and, in an export, was sent.",
        HelpName = "NAME",
    };
    private readonly Option<string?> _since = new("--since")
    {
        Description = "Only from then on: 2026-01-31, or 2026-01-31T18:00:00Z.",
        HelpName = "DATE",
    };
    private readonly Option<string?> _before = new("--before")
    {
        Description = "Only what is older: 2026-01-31, or 2026-01-31T18:00:00Z.",
        HelpName = "DATE",
    };
    private readonly Option<bool> _isQuiet = new("--quiet") { Description = "Do not tell how far it is." };

    public IEnumerable<Command> Create()
    {
        var backup = new Command("backup", "Copies everything stored into one file, while the server runs.") { _file, _force, _isQuiet };
        Do(backup, Back);
        var export = new Command("export", "Writes messages as lines of JSON.") { _room, _account, _since, _isQuiet };
        Do(export, Export);
        var erase = new Command("erase", "Erases messages for ever; a backup that was made before still has them.")
        {
            _room, _account, _before, _isQuiet,
        };
        Do(erase, Erase);
        var history = new Command("history", "Exports or erases stored messages.") { export, erase };
        return [backup, history];
    }

    // On a thread of the pool, so that Ctrl-C finds somebody who listens.
    private void Do(Command command, Func<ParseResult, string, CancellationToken, int> run) =>
        command.SetAction((result, cancellation) => Task.Run(
            () => new FolderCommand(flags, streams).Run(result, (folder, _) => run(result, folder, cancellation)), CancellationToken.None));

    private int Back(ParseResult result, string folder, CancellationToken cancellation)
    {
        using var store = StoreFile.OpenToRead(folder, cancellation);
        string file = result.GetValue(_file)!;
        long bytes;
        using (Progress progress = streams.Progress("backup", result.GetValue(_isQuiet)))
            bytes = Backup.Write(store, file, result.GetValue(_force), progress.Report, cancellation);
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{file}: {bytes} bytes, whole and sound"));
        return ExitCode.Done;
    }

    private int Export(ParseResult result, string folder, CancellationToken cancellation)
    {
        if (!TryReadTime(result, _since, out DateTimeOffset? since) || !TryReadRoom(result, out byte[]? room)) return ExitCode.WrongUsage;
        byte[]? account = NameIn(result, _account);
        using var store = StoreFile.OpenToRead(folder, cancellation);
        long from = since is { } first ? IdOf(store, first) : 0;
        TextWriter output = streams.Utf8Output?.Invoke() ?? streams.Output;
        using TextWriter? own = output == streams.Output ? null : output;
        using Progress progress = streams.Progress("export", result.GetValue(_isQuiet) || streams.IsOutputTerminal);
        List<StoredConversation> conversations = In(store, room);
        MustBeKnown(store, account);
        int done = 0;
        long lines = 0;
        using var export = new HistoryExport(store, output)
        {
            PageDone = count => progress.Report(done, conversations.Count > 1 ? conversations.Count : 0,
                string.Create(CultureInfo.InvariantCulture, $"{lines += count} lines")),
        };
        foreach (StoredConversation conversation in conversations)
        {
            export.Write(conversation, account is null || conversation.IsOf(account) ? null : account, from, cancellation);
            done++;
        }
        progress.Dispose();
        return cancellation.IsCancellationRequested ? BrokenOff("The export") : ExitCode.Done;
    }

    private int Erase(ParseResult result, string folder, CancellationToken cancellation)
    {
        if (!TryReadTime(result, _before, out DateTimeOffset? until) || !TryReadRoom(result, out byte[]? room)) return ExitCode.WrongUsage;
        byte[]? account = NameIn(result, _account);
        if (room is null && account is null)
            return Usage("history erase needs --room NAME, --account NAME, or both for what one said in the other.");
        using var store = StoreFile.Open(folder, cancellation);
        List<StoredConversation> conversations = In(store, room);
        MustBeKnown(store, account);
        long before = until is { } end ? IdOf(store, end) : long.MaxValue;
        using Progress progress = streams.Progress("erase", result.GetValue(_isQuiet));
        long erased = 0;
        var eraser = new HistoryEraser(store, cancellation)
        {
            PieceDone = lines => progress.Report(0, 0, string.Create(CultureInfo.InvariantCulture, $"{erased += lines} lines erased")),
        };
        long count = room is null
            ? eraser.Account(account!, before)
            : conversations.Sum(one => account is null ? eraser.Conversation(one.Id, before) : eraser.LinesIn(one.Id, account, before));
        if (count > 0) eraser.WipeWords();
        while (!cancellation.IsCancellationRequested && store.Read(StoreSize.HasFree)) store.Change(StoreSize.GiveBack);
        StoreFile.TryAlone(folder, () => RemoveEmpty(store));
        // What was erased is in the log until that is begun anew; a server that is reading it now does that later.
        store.Read(connection => Database.Number(connection, "PRAGMA wal_checkpoint(TRUNCATE)"));
        StoredAudit.AddCommand(store, string.Create(CultureInfo.InvariantCulture, $"history erase ({count} lines)"),
            string.Join(' ', new[] { result.GetValue(_room), result.GetValue(_account) }.OfType<string>()));
        progress.Dispose();
        streams.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} lines erased"));
        return cancellation.IsCancellationRequested ? BrokenOff("The erasing") : ExitCode.Done;
    }

    private static void RemoveEmpty(StoreFile store)
    {
        foreach (StoredConversation conversation in store.Read(StoredConversation.All).Where(one => one.Oldest == 0))
        {
            store.Change(connection =>
            {
                conversation.RemoveIfEmpty(connection);
                return true;
            });
        }
    }

    private static List<StoredConversation> In(StoreFile store, byte[]? room)
    {
        if (room is null) return store.Read(StoredConversation.All);
        if (store.Read(connection => StoredConversation.Find(connection, room)) is { } found) return [found];
        string name = Encoding.UTF8.GetString(room);
        IEnumerable<byte[]> rooms = store.Read(StoredConversation.All).Where(one => one.IsRoom && one.Name.Length > 0)
            .Select(one => one.Name);
        throw new StoreException($"There is no history of {name}.{NameAdvice.Of(name, rooms)}", null);
    }

    private static void MustBeKnown(StoreFile store, byte[]? account)
    {
        if (account is null || store.Read(connection => KnownAccounts.Has(connection, account))) return;
        string name = Encoding.UTF8.GetString(account);
        throw new StoreException($"No account {name} is known here.{NameAdvice.Of(name, store.Read(KnownAccounts.Names))}", null);
    }

    private bool TryReadRoom(ParseResult result, out byte[]? room)
    {
        room = NameIn(result, _room);
        if (room is null || Protocol.RoomName.IsRoom(room)) return true;
        Usage($"--room: '{result.GetValue(_room)}' is not a room's name, as '#lobby' is (in quotes, for the shell).");
        return false;
    }

    private static long IdOf(StoreFile store, DateTimeOffset time) =>
        store.Read(connection => Store.IdsOf(connection, TimeProvider.System)).FirstOf(time);

    // Null where the option is not given.
    private bool TryReadTime(ParseResult result, Option<string?> option, out DateTimeOffset? read)
    {
        read = null;
        if (result.GetValue(option) is not { } text) return true;
        if (DateText.TryParse(text, out DateTimeOffset time))
        {
            read = time;
            return true;
        }
        Usage($"{option.Name}: '{text}' is not a date, as 2026-01-31 or 2026-01-31T18:00:00Z are.");
        return false;
    }

    private static byte[]? NameIn(ParseResult result, Option<string?> option) =>
        result.GetValue(option) is { } name ? Encoding.UTF8.GetBytes(name) : null;

    private int Usage(string reason) => streams.Complain(ExitCode.WrongUsage, reason);

    private int BrokenOff(string what) => streams.Complain(ExitCode.CouldNotRun, $"{what} was broken off, and is not complete.");
}
