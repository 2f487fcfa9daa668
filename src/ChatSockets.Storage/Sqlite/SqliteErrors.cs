using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatSockets.Storage.Sqlite;

/// <summary>Explains SQLite's result codes to people, with what to do.</summary>
internal static class SqliteErrors
{
    /// <summary>When the file is opened at the start.</summary>
    public static StoreException Opening(SqliteException exception, string path) =>
        new($"The data in {path} cannot be used: {Reason(exception)}", exception);

    /// <summary>When it cannot be opened to read where nothing may be written, because its log is there.</summary>
    public static StoreException NotClosed(SqliteException exception, string path) =>
        new($"The data in {path} may only be read here, and a server has it open or was killed ({Database.FileName}-wal is there): "
            + "run this as the server's user, or copy the folder to a place of your own and name that with --data.", exception);

    /// <summary>When a server has opened a file that nobody had open and that is read without locks.</summary>
    public static StoreException Opened(string path) => new($"A server has opened {path} meanwhile: run this again.", null);

    /// <summary>When something is read or written later.</summary>
    public static StoreException Working(SqliteException exception) => new(Reason(exception), exception);

    /// <summary>When a copy is made of it.</summary>
    public static StoreException Backup(SqliteException exception, string file) =>
        new($"The backup {file} cannot be written: {Reason(exception)}", exception);

    /// <summary>When the file has been deleted, or moved away, under the server.</summary>
    public static StoreException Gone() =>
        new($"{Database.FileName} has been taken away: put it back, or start the server again to begin a new one.", null);

    /// <summary>When another file has been put into its place under the server.</summary>
    public static StoreException Replaced() =>
        new($"another file has been put in the place of {Database.FileName}: put the first one back, or start the server again to "
            + "use the other.", null);

    /// <summary>When the log beside it has been deleted or replaced, until it is saved.</summary>
    public static StoreException LogGone() => new($"{Database.FileName}-wal has been taken away, and is being saved: try again.", null);

    /// <summary>When a connection to read from was not free in time.</summary>
    public static StoreException Busy() => new("the store is busy: try again later.", null);

    /// <summary>When a query was interrupted because it took too long.</summary>
    public static StoreException TooLong(SqliteException exception, TimeSpan time) =>
        new(string.Create(CultureInfo.InvariantCulture,
            $"it takes longer than {time.TotalSeconds:0.##} seconds: ask for less, or try again later."), exception);

    private static string Reason(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_FULL => "the disk is full: make room on it.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH =>
            "it cannot be written: check who owns the file and its folder, and their permissions.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "another program holds it locked: end that program, or wait for it.",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "it is damaged: replace it with a backup, or move it away to start from scratch.",
        raw.SQLITE_CANTOPEN => "it cannot be opened: check that the folder is there and may be written.",
        raw.SQLITE_IOERR => $"the disk reports an error ({exception.Message})",
        _ => exception.Message,
    };
}
