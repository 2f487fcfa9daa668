using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>The file: opens connections to it, all with the same settings, and brings it to this version's schema.</summary>
internal sealed class Database
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "chat.db";

    private readonly string _connectionString;
    private readonly Durability _durability;

    private Database(string connectionString, Durability durability) => (_connectionString, _durability) = (connectionString, durability);

    /// <summary>A data folder's file, made if there is none.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Database OpenFile(string folder, Durability durability)
    {
        string path = Path.Combine(folder, FileName);
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        var database = new Database(builder.ToString(), durability);
        try
        {
            using SqliteConnection connection = database.Open();
            Migrate(connection, path);
            return database;
        }
        catch (SqliteException exception)
        {
            throw Trouble.Opening(exception, path);
        }
    }

    /// <summary>A connection to a database of its own in memory, which is gone with it.</summary>
    public static SqliteConnection OpenMemory()
    {
        var connection = new SqliteConnection("Data Source=:memory:;Pooling=False");
        connection.Open();
        Migrate(connection, "memory");
        return connection;
    }

    /// <summary>A connection; whoever opens it has it to himself and disposes it.</summary>
    /// <exception cref="SqliteException">It cannot be opened.</exception>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            // Other processes may write for a moment: see 'chat-server account'.
            Execute(connection, "PRAGMA busy_timeout = 5000");
            Execute(connection, "PRAGMA journal_mode = WAL");
            // On macOS a flush reaches the disk only with the second one; elsewhere that means nothing.
            Execute(connection, _durability == Durability.Disk ? "PRAGMA synchronous = FULL; PRAGMA fullfsync = ON" : "PRAGMA synchronous = NORMAL");
            // Without a limit the log keeps the size that it had at its largest.
            Execute(connection, "PRAGMA journal_size_limit = 67108864");
            Execute(connection, "PRAGMA trusted_schema = OFF");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Runs statements without an answer.</summary>
    /// <exception cref="SqliteException">They failed.</exception>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; 0 where there is none.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static long Number(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Long(0) : 0;
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        long version = Number(connection, "PRAGMA user_version");
        if (version > Schema.Steps.Count)
        {
            throw new StoreException(
                $"{path} was written by a newer version of chat-server (schema {version}, this one knows {Schema.Steps.Count}): use that version, or another data folder.", null);
        }
        for (; version < Schema.Steps.Count; version++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            Execute(connection, Schema.Steps[(int)version]);
            Execute(connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {version + 1}"));
            transaction.Commit();
        }
    }
}
