using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>The only writing connection. Used by the committing thread.</summary>
internal sealed class Writer(SqliteConnection connection, MessageIds ids) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");

    public SqliteConnection Connection => connection;

    /// <summary>The source of ids.</summary>
    public MessageIds Ids => ids;

    public LineTable Lines { get; } = new(connection);

    /// <summary>Writes all of it in one transaction.</summary>
    /// <exception cref="StoreException">Nothing was written.</exception>
    public void Commit(IReadOnlyList<PendingWrite> group)
    {
        try
        {
            _begin.Run();
            foreach (PendingWrite work in group) work.Write(this);
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
            return query(connection);
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
        _begin.Dispose();
        _commit.Dispose();
        _rollback.Dispose();
        connection.Dispose();
    }

    // Some errors have done it already.
    private void RollBack()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) != 0) return;
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
