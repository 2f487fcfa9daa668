using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// The file: opens connections to it, all with the same settings, and brings it to this version's schema. In memory there is no file, and one
/// connection keeps it alive.
/// </summary>
internal sealed class Database : IDisposable
{
    private readonly string _connectionString;
    private readonly Durability _durability;
    private readonly SqliteConnection? _keepAlive;

    private Database(string connectionString, Durability durability, bool inMemory)
    {
        _connectionString = connectionString;
        _durability = durability;
        if (inMemory) _keepAlive = Open();
    }

    /// <summary>A file, made if there is none.</summary>
    /// <exception cref="StoreException">It cannot be used; the message says why and what to do.</exception>
    public static Database OpenFile(string path, Durability durability)
    {
        var builder = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 5 };
        return Prepared(new Database(builder.ToString(), durability, inMemory: false), path);
    }

    /// <summary>Nothing on disk; gone with this object.</summary>
    public static Database InMemory()
    {
        var builder = new SqliteConnectionStringBuilder
        {
            DataSource = "chat-" + Guid.NewGuid().ToString("N"), Mode = SqliteOpenMode.Memory, Cache = SqliteCacheMode.Shared, Pooling = false, DefaultTimeout = 5,
        };
        return Prepared(new Database(builder.ToString(), Durability.Process, inMemory: true), "memory");
    }

    /// <summary>A connection; whoever opens it has it to himself and disposes it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA journal_mode = WAL");
            Execute(connection, _durability == Durability.Disk ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
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

    public void Dispose() => _keepAlive?.Dispose();

    /// <summary>Runs a statement without an answer.</summary>
    public static void Execute(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Database Prepared(Database database, string path)
    {
        try
        {
            using SqliteConnection connection = database.Open();
            Migrate(connection, path);
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw Trouble.Opening(exception, path);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection, string path)
    {
        long version = Version(connection);
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

    private static long Version(SqliteConnection connection)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
