using System.Diagnostics;
using ChatSockets.Core.Entries;
using Npgsql;
using Serilog;

namespace ChatSockets.Server.Cluster;

/// <summary>
/// A log that servers on any machines share, in PostgreSQL: they are one chat, and a machine that dies takes nothing with it but its own
/// connections. What was appended is as safe as the database says: with a synchronous standby it outlives the primary.
/// </summary>
/// <remarks>
/// Each of three threads has its own connection: the one that appends, the one that applies, and the <see cref="Lease"/>'s.
/// </remarks>
internal sealed class PostgresLog : EntryLog, IDisposable
{
    private const int Page = 256;

    // How long a notification is waited for before somebody looks: it may be lost with a connection.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ClusterDatabase _database;
    private readonly string _name;
    private readonly ILogger _program;
    private readonly Queue<LogRecord> _read = new();
    private NpgsqlConnection? _appending;
    private NpgsqlConnection? _reading;
    private LogCall? _sent;
    private long _sentBatch;
    private bool _wasSent;
    private DateTime _began;
    private Lease? _lease;
    private long _appended;
    private long _applied;
    private bool _isMore;
    private volatile string? _lost;
    private string? _trouble;

    private PostgresLog(ClusterDatabase database, ulong run, string name, ILogger program) =>
        (_database, Run, _name, _program) = (database, run, name, program);

    /// <inheritdoc/>
    internal override ulong Run { get; }

    /// <inheritdoc/>
    internal override TimeSpan Silence => Lease.Silence + (3 * Lease.Interval);

    /// <inheritdoc/>
    internal override string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>Opens a database's log, and makes it where there is none.</summary>
    /// <param name="text">How it is reached: <see cref="ServerOptions.Cluster"/>.</param>
    /// <param name="name">What operators call this server.</param>
    /// <param name="program">The log of the program.</param>
    /// <exception cref="ClusterException">It cannot be used; the message says why.</exception>
    public static PostgresLog Open(string text, string name, ILogger program)
    {
        var database = new ClusterDatabase(text);
        try
        {
            using NpgsqlConnection connection = database.Open();
            return new PostgresLog(database, ClusterDatabase.Reach(() => Prepare(connection)), name, program);
        }
        catch (LogUnreachableException exception)
        {
            database.Dispose();
            throw new ClusterException($"The cluster cannot be joined: {exception.Message}", exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    internal override long Append(long node, long batch, byte[] entries)
    {
        try
        {
            if (_sent is null || _sentBatch != batch) Forget();
            // A database that has been away is known by this, and not by an append of which nobody knows what became of it.
            if (_sent is null && _appending is { } idle && (Trouble is not null || Stopwatch.GetElapsedTime(_appended) > Idle))
                ClusterDatabase.Reach(() => Ask(idle), isAsked: false);
            if (_appending is null) OpenToAppend();
            bool isNew = _sent is null && !_wasSent;
            long applied = Volatile.Read(ref _applied);
            _wasSent = true;
            object? position = ClusterDatabase.Reach(() => Await(Send(_appending!, node, batch, entries)));
            _appended = Stopwatch.GetTimestamp();
            _wasSent = false;
            if (position is not long added) throw new NodeFencedException();
            if (isNew && added <= applied)
            {
                _lost = Lost(added, applied);
                throw new NodeFencedException(_lost);
            }
            if (node == 0) _lease = new Lease(_database, added, () => Volatile.Read(ref _applied), _program);
            return added;
        }
        catch (LogUnreachableException)
        {
            if (_sent is null) Close(ref _appending);
            throw;
        }
    }

    /// <inheritdoc/>
    internal override LogRecord Wait(long position, CancellationToken over)
    {
        Volatile.Write(ref _applied, position - 1);
        while (_read.Count == 0)
        {
            over.ThrowIfCancellationRequested();
            if (_lost is { } why) throw new NodeFencedException(why);
            try
            {
                if (_reading is null) _reading = OpenToRead(position - 1);
                else if (!_isMore) ClusterDatabase.Reach(() => _reading.Wait(Look));
                ReadFrom(_reading, position);
                _isMore = _read.Count == Page;
                if (_trouble is not null) _program.Information("The cluster's database answers again");
                Volatile.Write(ref _trouble, null);
            }
            catch (LogUnreachableException exception)
            {
                if (_trouble is null) _program.Warning("What others say does not come: {Reason}", exception.Message);
                Volatile.Write(ref _trouble, exception.Message);
                Close(ref _reading);
                over.WaitHandle.WaitOne(Pause);
            }
        }
        LogRecord record = _read.Dequeue();
        if (record.Position == position) return record;
        throw new NodeFencedException(
            $"The cluster's database has the record {record.Position} of the log where {position} should be: somebody has deleted what was "
                + "between. Restore it from a backup, or begin a new chat in an empty database.");
    }

    /// <summary>The server has left the chat, and its threads use this no more.</summary>
    public void Dispose()
    {
        _lease?.Dispose();
        Forget();
        Close(ref _appending);
        Close(ref _reading);
        _database.Dispose();
    }

    private static ulong Prepare(NpgsqlConnection connection)
    {
        ClusterSchema.Migrate(connection, unchecked((ulong)ClusterDatabase.Random()));
        using var run = new NpgsqlCommand("SELECT run FROM chat_head", connection);
        return unchecked((ulong)(long)run.ExecuteScalar()!);
    }

    private static string Lost(long position, long applied) =>
        $"The cluster's database has lost records that this server has applied (it is at {position}, this server at {applied}): this "
            + "server leaves, and must be started anew.";

    private static object? Ask(NpgsqlConnection connection)
    {
        using var ask = new NpgsqlCommand("SELECT 1", connection);
        return ask.ExecuteScalar();
    }

    // The same call as before, where it has been sent, and nobody knows yet what came of it.
    private LogCall Send(NpgsqlConnection connection, long node, long batch, byte[] entries)
    {
        if (_sent is not null) return _sent;
        var append = new NpgsqlCommand("SELECT chat_append($1, $2, $3, $4, $5)");
        append.Parameters.Add(new NpgsqlParameter<long> { TypedValue = node });
        append.Parameters.Add(new NpgsqlParameter<long> { TypedValue = batch });
        append.Parameters.Add(new NpgsqlParameter<long> { TypedValue = ClusterDatabase.Random() });
        append.Parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = entries });
        append.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _name });
        _sentBatch = batch;
        return _sent = new LogCall(connection, append);
    }

    private object? Await(LogCall sent)
    {
        try
        {
            if (sent.TryWait(AnswerTime, out object? answer))
            {
                _sent = null;
                return answer;
            }
        }
        catch
        {
            _sent = null;
            throw;
        }
        if (IsLost()) Forget();
        throw new TimeoutException($"it has not answered for {AnswerTime.TotalSeconds:0} seconds");
    }

    private void OpenToAppend()
    {
        NpgsqlConnection connection = _database.Open();
        try
        {
            using var began = new NpgsqlCommand("SELECT backend_start FROM pg_stat_activity WHERE pid = pg_backend_pid()", connection);
            _began = (DateTime)ClusterDatabase.Reach(began.ExecuteScalar, isAsked: false)!;
            _appending = connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // What was sent may wait for a standby. Or nobody at the database works on it any more, because another machine is the primary now:
    // then no answer will come.
    private bool IsLost()
    {
        try
        {
            using NpgsqlConnection other = _database.Open();
            using var query = new NpgsqlCommand("SELECT count(*) FROM pg_stat_activity WHERE pid = $1 AND backend_start = $2", other);
            query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = _appending!.ProcessID });
            query.Parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = _began });
            return ClusterDatabase.Reach(query.ExecuteScalar) is 0L;
        }
        catch (LogUnreachableException)
        {
            return false;
        }
    }

    private void Forget()
    {
        if (_sent is null) return;
        _sent.Abandon();
        (_sent, _appending) = (null, null);
    }

    // After a failover what was read before may be missing on the new primary, if somebody had it wait for no standby: then this server
    // has applied what nobody else ever will. And a primary that was started anew may show what is not safe yet: a commit that follows it
    // is safe only together with it.
    private NpgsqlConnection OpenToRead(long applied)
    {
        NpgsqlConnection connection = _database.Open();
        try
        {
            ClusterDatabase.Reach(() =>
            {
                _lease?.Renew(connection);
                using var listen = new NpgsqlCommand("LISTEN chat_log", connection);
                return listen.ExecuteNonQuery();
            });
            using var head = new NpgsqlCommand("SELECT run, position FROM chat_head", connection);
            (long run, long position) = ClusterDatabase.Reach(() =>
            {
                using NpgsqlDataReader reader = head.ExecuteReader();
                return reader.Read() ? (reader.GetInt64(0), reader.GetInt64(1)) : default;
            });
            if (run != unchecked((long)Run) || position < applied)
            {
                throw new NodeFencedException(Lost(position, applied));
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private void ReadFrom(NpgsqlConnection connection, long position) => ClusterDatabase.Reach(() =>
    {
        using var query = new NpgsqlCommand(
            "SELECT position, at, seed, node, batch, entries FROM chat_log WHERE position >= $1 ORDER BY position LIMIT $2", connection);
        query.Parameters.Add(new NpgsqlParameter<long> { TypedValue = position });
        query.Parameters.Add(new NpgsqlParameter<int> { TypedValue = Page });
        query.Prepare();
        using NpgsqlDataReader reader = query.ExecuteReader();
        while (reader.Read())
        {
            _read.Enqueue(new LogRecord(reader.GetInt64(0), new DateTimeOffset(reader.GetDateTime(1)), reader.GetInt64(2),
                reader.GetInt64(3), reader.GetInt64(4), reader.GetFieldValue<byte[]>(5)));
        }
        return true;
    });

    private static void Close(ref NpgsqlConnection? connection)
    {
        connection?.Dispose();
        connection = null;
    }
}
