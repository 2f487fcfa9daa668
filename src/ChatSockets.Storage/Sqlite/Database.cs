using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>The file: opens connections to it, all with the same settings, and brings it to this version's schema.</summary>
internal sealed class Database
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "chat.db";

    private readonly string _path;
    private readonly string _connectionString;
    private readonly Durability _durability;

    // The files that the server has open, as Remember saw them.
    private FileIdentity? _file;
    private FileIdentity? _log;
    private FileIdentity? _index;

    private Database(string path, Durability durability)
    {
        _path = path;
        _durability = durability;
        _connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 5
        }.ToString();
    }

    /// <summary>Opens a data folder's file, or makes it.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Database OpenFile(string folder, Durability durability)
    {
        string path = Path.Combine(folder, FileName);
        if (!File.Exists(path)) CreateFile(path);
        return Open(folder, durability, static (connection, _) => Migrate(connection));
    }

    /// <summary>
    /// Makes an empty file for a database that no other user of the machine can read, because it will contain private messages.
    /// </summary>
    /// <exception cref="IOException">It cannot be made, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be made.</exception>
    public static void CreateFile(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        new FileStream(path, options).Dispose();
    }

    /// <summary>A data folder's file as the server has left it, or has it open.</summary>
    /// <inheritdoc cref="OpenFile"/>
    public static Database OpenExisting(string folder)
    {
        MustExist(folder);
        return Open(folder, Durability.Disk, MustBeOfThisVersion);
    }

    /// <summary>
    /// A connection to a data folder's file where nothing may be written. If its log is there, a server has it open, or was killed, and
    /// SQLite needs the files beside it, too; otherwise nobody has it open, and the file is read as it is (immutable).
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="isClosed">Whether nobody had the file open: what is read is right only while that stays so.</param>
    /// <inheritdoc cref="OpenFile"/>
    public static SqliteConnection OpenReadOnly(string folder, out bool isClosed)
    {
        MustExist(folder);
        string path = Path.GetFullPath(Path.Combine(folder, FileName));
        isClosed = !HasLog(path);
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = isClosed ? new Uri(path).AbsoluteUri + "?immutable=1" : path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = 5
        }.ToString());
        try
        {
            connection.Open();
            Identify(connection, path);
            MustBeOfThisVersion(connection, path);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw isClosed ? SqliteErrors.Opening(exception, path) : SqliteErrors.NotClosed(exception, path);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether the log is beside a file: the last one who closes the file deletes it.</summary>
    public static bool HasLog(string path) => File.Exists(path + "-wal");

    private static readonly Lock EmptyGate = new();

    // One in memory without a line, which the others are copies of.
    private static SqliteConnection? Empty;

    /// <summary>Returns a connection to its own database in memory, which disappears with it.</summary>
    public static SqliteConnection OpenMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        lock (EmptyGate)
        {
            // To copy them takes less time than to make the tables, and a test may start many servers.
            if (Empty is null)
            {
                Empty = new SqliteConnection("Data Source=:memory:;Pooling=False");
                Empty.Open();
                Execute(Empty, "PRAGMA auto_vacuum = INCREMENTAL");
                Migrate(Empty);
            }
            Empty.BackupDatabase(connection);
        }
        return connection;
    }

    /// <summary>
    /// The same to read from, while the server has the file open. One that is opened beside a log that is not the server's would lead both
    /// astray.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="StoreException">The files are not those that the server has open.</exception>
    public SqliteConnection OpenBeside() => HasItsFiles() ? Open() : throw SqliteErrors.LogGone();

    /// <summary>
    /// The same for whoever writes while the server runs, with room for all pages that a group changes: those that do not fit are written
    /// to the log more than once, and all that follows there is read again and summed up anew.
    /// </summary>
    /// <inheritdoc cref="Open()"/>
    public SqliteConnection OpenToWrite()
    {
        SqliteConnection connection = Open();
        Execute(connection, "PRAGMA cache_size = -16384");
        return connection;
    }

    /// <summary>Returns a connection for the caller alone, who disposes it.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    /// <exception cref="StoreException">The file lies where it cannot be used.</exception>
    public SqliteConnection Open()
    {
        SqliteConnection connection = Connect();
        try
        {
            // So that what is freed can be given back to the disk. Only a file without a table takes it, and only before it has a log.
            Execute(connection, "PRAGMA auto_vacuum = INCREMENTAL");
            UseLog(connection);
            // On macOS a flush reaches the disk only with the second one; elsewhere that means nothing.
            Execute(connection, _durability == Durability.Disk
                ? "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON"
                : "PRAGMA synchronous = NORMAL");
            // Without a limit the log keeps the size that it had at its largest.
            Execute(connection, "PRAGMA journal_size_limit = 67108864");
            Execute(connection, "PRAGMA trusted_schema = OFF");
            // Within a page nothing stays of what was moved or deleted; that costs nothing that could be measured.
            Execute(connection, "PRAGMA secure_delete = FAST");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Remembers the identity of the files in use, once a connection has opened them. By the committing thread.</summary>
    public void Remember()
    {
        _file ??= FileIdentity.Of(_path);
        (_log, _index) = (FileIdentity.Of(LogPath), FileIdentity.Of(IndexPath));
    }

    /// <summary>
    /// Checks the files before each commit. Unix lets files be deleted and replaced while in use: SQLite would continue to write to files
    /// that nobody can ever open again. Returns false if that happened to the log, whose content can still be saved.
    /// </summary>
    /// <exception cref="StoreException">Another file, or none, is where the file was.</exception>
    public bool HasItsFiles()
    {
        if (FileIdentity.Of(_path) is not { } file) throw SqliteErrors.Gone();
        if (file != _file) throw SqliteErrors.Replaced();
        return FileIdentity.Of(LogPath) == _log && FileIdentity.Of(IndexPath) == _index;
    }

    /// <summary>Runs statements without a result.</summary>
    /// <exception cref="SqliteException">They failed.</exception>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Returns the first column of the first row; 0 if there is none.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    /// <summary>The size of the file and its log; 0 if they cannot be seen. Any thread.</summary>
    public long Bytes => SizeOf(_path) + SizeOf(LogPath);

    private static long SizeOf(string path)
    {
        try
        {
            return new FileInfo(path).Length;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    private string LogPath => _path + "-wal";

    private string IndexPath => _path + "-shm";

    private static Database Open(string folder, Durability durability, Action<SqliteConnection, string> prepare)
    {
        string path = Path.Combine(folder, FileName);
        var database = new Database(path, durability);
        try
        {
            // Before anything is set, which could change a file that is not ours.
            using (SqliteConnection first = database.Connect()) Identify(first, path);
            using SqliteConnection connection = database.Open();
            prepare(connection, path);
            return database;
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Opening(exception, path);
        }
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // For a command that works on the same file at the same time: both write for so short a time that it is worth waiting.
            Execute(connection, "PRAGMA busy_timeout = 5000");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Answered is what is used now: where memory cannot be shared with other processes it is not this.
    private static void UseLog(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL";
        if ((string?)command.ExecuteScalar() == "wal") return;
        throw new StoreException(
            $"{connection.DataSource} lies on a file system that SQLite's write-ahead log cannot be used on, perhaps a network's: choose "
                + "a folder on a disk of this machine with --data.",
            null);
    }

    private static void MustExist(string folder)
    {
        if (File.Exists(Path.Combine(folder, FileName))) return;
        throw new StoreException($"There is no {FileName} in {folder}. Name the folder with --data, or the server with --port.", null);
    }

    private static void MustBeOfThisVersion(SqliteConnection connection, string path)
    {
        if (Number(connection, "PRAGMA user_version") == Schema.Steps.Count) return;
        throw new StoreException($"{path} was written by an older version of chat-server: start this one on it once.", null);
    }

    private static void Identify(SqliteConnection connection, string path)
    {
        if (Number(connection, "SELECT count(*) FROM sqlite_master") == 0 && Number(connection, "PRAGMA user_version") == 0) return;
        if (Number(connection, "PRAGMA application_id") != Schema.ApplicationId)
            throw new StoreException($"{path} is another program's: choose another folder with --data.", null);
        long version = Number(connection, "PRAGMA user_version");
        if (version <= Schema.Steps.Count) return;
        throw new StoreException(
            $"{path} was written by a newer version of chat-server (schema {version}, this one knows {Schema.Steps.Count}): use that "
                + "version, or another data folder.", null);
    }

    private static void Migrate(SqliteConnection connection)
    {
        for (long version = Number(connection, "PRAGMA user_version"); version < Schema.Steps.Count; version++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, Schema.Steps[(int)version]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }
}
