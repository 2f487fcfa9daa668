using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>The only writing connection. Used by the committing thread.</summary>
internal sealed class Writer : IDisposable
{
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    // Null where pages are not written anywhere: then there is nothing to be saved.
    private readonly RecentLines? _recent;

    /// <param name="connection">The connection, which is this one's now.</param>
    /// <param name="ids">The source of ids.</param>
    /// <param name="isOnDisk">Whether there is a file.</param>
    /// <param name="lastId">The highest id of a line.</param>
    public Writer(SqliteConnection connection, MessageIds ids, bool isOnDisk, long lastId)
    {
        Connection = connection;
        Ids = ids;
        _begin = new Statement(connection, "BEGIN IMMEDIATE");
        _commit = new Statement(connection, "COMMIT");
        _rollback = new Statement(connection, "ROLLBACK");
        _recent = isOnDisk ? new RecentLines(connection, lastId) : null;
        Lines = new LineTable(connection, _recent);
    }

    public SqliteConnection Connection { get; }

    /// <summary>The source of ids.</summary>
    public MessageIds Ids { get; }

    public LineTable Lines { get; }

    /// <summary>How many lines are not settled yet, about.</summary>
    public int RecentLines => _recent?.Count ?? 0;

    /// <summary>Writes all of it in one transaction.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public void Commit(IReadOnlyList<PendingWrite> group)
    {
        try
        {
            _begin.Run();
            foreach (PendingWrite work in group)
            {
                if (work.SeesLines) _recent?.Settle();
                work.Write(this);
            }
            if (RecentLines >= Sqlite.RecentLines.Most) _recent!.Settle();
            _commit.Run();
        }
        catch (SqliteException exception)
        {
            RollBack();
            throw SqliteErrors.Working(exception);
        }
        catch (StoreException)
        {
            RollBack();
            throw;
        }
        catch (Exception exception)
        {
            // Our mistake. It costs this group, and not the server.
            RollBack();
            throw new StoreException($"an internal error: {exception.Message}", exception);
        }
    }

    /// <summary>Asks something, outside a transaction.</summary>
    /// <exception cref="StoreException">It could not be answered.</exception>
    public T Read<T>(Func<SqliteConnection, T> query)
    {
        try
        {
            return query(Connection);
        }
        catch (SqliteException exception)
        {
            throw SqliteErrors.Working(exception);
        }
    }

    /// <summary>Takes all of the log into the file, and flushes it. While nobody reads.</summary>
    /// <exception cref="StoreException">It could not be done.</exception>
    public void Checkpoint() => Read(connection =>
    {
        using var checkpoint = new Statement(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
        // The first column is 1 where somebody was in the way.
        if (!checkpoint.Step() || checkpoint.Long(0) != 0) throw SqliteErrors.Busy();
        return true;
    });

    public void Dispose()
    {
        Lines.Dispose();
        _recent?.Dispose();
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        Connection.Dispose();
    }

    // Some errors have done it already.
    private void RollBack()
    {
        _recent?.RolledBack();
        if (SQLitePCL.raw.sqlite3_get_autocommit(Connection.Handle!) != 0) return;
        try
        {
            _rollback.Run();
        }
        catch (SqliteException)
        {
            // The error that led here says why.
        }
    }
}
