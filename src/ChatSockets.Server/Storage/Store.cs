using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using ChatSockets.Protocol;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Serilog;

namespace ChatSockets.Server.Storage;

/// <summary>
/// What lasts: the file (or memory) with every kept line. One thread writes, in groups; whoever reads has a connection for the time. Any thread, but
/// under no lock, unless it says otherwise.
/// </summary>
internal sealed class Store : IDisposable
{
    /// <summary>The file's name in the data folder.</summary>
    public const string FileName = "chat.db";

    // More ids than a server gives out between two starts, so that none is ever given out twice, whether its line was kept or not.
    private const long IdsOfOneRun = 1L << 40;

    private readonly FileStream? _claim;
    private readonly Database _database;
    private readonly LineWriter _writer;
    private readonly ConcurrentDictionary<long, byte[]> _unsaved = new();
    private readonly ConcurrentBag<SqliteConnection> _readers = [];
    private readonly Lock _opening = new();
    private long _lastConversation;

    private Store(FileStream? claim, Database database, ILogger log)
    {
        _claim = claim;
        _database = database;
        _writer = new LineWriter(database);
        using SqliteConnection connection = database.Open();
        _lastConversation = Number(connection, "SELECT coalesce(max(id), 0) FROM conversations");
        (Run, FirstId) = Begin(connection);
        Commits = new CommitQueue(Commit, log);
    }

    /// <summary>Takes lines to be kept.</summary>
    public CommitQueue Commits { get; }

    /// <summary>Tells this file's ids from those of others; never changes.</summary>
    public ulong Run { get; }

    /// <summary>The first id of this run; no run before had it or a higher one.</summary>
    public ulong FirstId { get; }

    /// <summary>A folder's store, made if there is none; null keeps everything in memory.</summary>
    /// <exception cref="ServerStartException">It cannot be used; the message says why and what to do.</exception>
    public static Store Open(string? folder, Durability durability, ILogger log)
    {
        if (folder is null) return new Store(null, Database.InMemory(), log);
        FileStream? claim = null;
        try
        {
            Directory.CreateDirectory(folder);
            claim = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new Store(claim, Database.OpenFile(Path.Combine(folder, FileName), durability), log);
        }
        catch (StoreException exception)
        {
            claim?.Dispose();
            throw new ServerStartException(exception.Message, exception);
        }
        catch (SqliteException exception)
        {
            claim?.Dispose();
            throw new ServerStartException(Trouble.Opening(exception, Path.Combine(folder, FileName)).Message, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            claim?.Dispose();
            throw new ServerStartException(
                $"The data folder {folder} cannot be used: {exception.Message} Perhaps another chat-server uses it; choose one with --data, or --in-memory for none.", exception);
        }
    }

    /// <summary>The number of the conversation of that name, new or not. It reads the file.</summary>
    /// <exception cref="StoreException">It could not.</exception>
    public long ConversationOf(ReadOnlySpan<byte> name)
    {
        byte[] copy = name.ToArray();
        lock (_opening)
        {
            foreach ((long unsaved, byte[] known) in _unsaved)
            {
                if (CaseMapping.Ascii.Equals(known, copy)) return unsaved;
            }
            if (Read(connection => Find(connection, copy)) is { } id) return id;
            _unsaved[++_lastConversation] = copy;
            return _lastConversation;
        }
    }

    /// <summary>Runs a query on a connection that nobody else uses meanwhile.</summary>
    /// <exception cref="StoreException">It could not be answered.</exception>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        SqliteConnection? connection = null;
        try
        {
            if (!_readers.TryTake(out connection)) connection = _database.Open();
            T answer = query(connection);
            _readers.Add(connection);
            return answer;
        }
        catch (SqliteException exception)
        {
            connection?.Dispose();
            throw Trouble.Working(exception);
        }
    }

    public void Dispose()
    {
        Commits.Dispose();
        _writer.Dispose();
        while (_readers.TryTake(out SqliteConnection? reader)) reader.Dispose();
        _database.Dispose();
        _claim?.Dispose();
    }

    private void Commit(IReadOnlyList<Submission> group)
    {
        _writer.Commit(group, _unsaved);
        foreach (long saved in _writer.Opened) _unsaved.TryRemove(saved, out _);
    }

    private static long? Find(SqliteConnection connection, byte[] name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT id FROM conversations WHERE name = $name";
        command.Parameters.AddWithValue("$name", System.Text.Encoding.UTF8.GetString(name));
        return (long?)command.ExecuteScalar();
    }

    // The run's ids are taken off in the file before the first of them is used.
    private static (ulong Run, ulong FirstId) Begin(SqliteConnection connection)
    {
        using SqliteTransaction transaction = connection.BeginTransaction(deferred: false);
        string fresh = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong))).ToString(CultureInfo.InvariantCulture);
        Database.Execute(connection, $"INSERT OR IGNORE INTO settings VALUES ('run', '{fresh}'), ('next-id', '1')");
        ulong run = ulong.Parse(Setting(connection, "run"), CultureInfo.InvariantCulture);
        long first = long.Parse(Setting(connection, "next-id"), CultureInfo.InvariantCulture);
        Database.Execute(connection, string.Create(CultureInfo.InvariantCulture, $"UPDATE settings SET value = '{first + IdsOfOneRun}' WHERE name = 'next-id'"));
        transaction.Commit();
        return (run, (ulong)first);
    }

    private static string Setting(SqliteConnection connection, string name)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = "SELECT value FROM settings WHERE name = $name";
        command.Parameters.AddWithValue("$name", name);
        return (string)command.ExecuteScalar()!;
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
