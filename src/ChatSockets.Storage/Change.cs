using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>A change of anything but lines, with a result: part of a shared transaction, but rolled back alone if it fails.</summary>
/// <param name="change">Makes the change. It can throw <see cref="SqliteException"/>; then nothing of it is done.</param>
internal sealed class Change<T>(Func<SqliteConnection, T> change) : PendingWrite
{
    private StoreException? _exception;

    public override int Weight => 1;

    /// <summary>The result, once it is decided without a failure.</summary>
    public T Answer { get; private set; } = default!;

    public override void Write(Writer writer)
    {
        Database.Execute(writer.Connection, "SAVEPOINT change");
        try
        {
            Answer = change(writer.Connection);
            Database.Execute(writer.Connection, "RELEASE change");
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_ERROR
                or SQLitePCL.raw.SQLITE_MISMATCH)
        {
            Undo(writer.Connection, SqliteErrors.Working(exception));
        }
        catch (Exception exception) when (exception is not SqliteException)
        {
            // Our mistake.
            Undo(writer.Connection, exception as StoreException
                ?? new StoreException($"an internal error: {exception.Message}", exception));
        }
    }

    public override string? Failure => base.Failure ?? _exception?.Message;

    public override Exception? Mistake => _exception?.InnerException is { } cause and not SqliteException ? cause : null;

    /// <summary>Returns the result, once it is decided.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public T Result()
    {
        if (base.Failure is { } failure) throw new StoreException(failure, null);
        if (_exception is not null) throw _exception;
        return Answer;
    }

    private void Undo(SqliteConnection connection, StoreException why)
    {
        _exception = why;
        Database.Execute(connection, "ROLLBACK TO change");
        Database.Execute(connection, "RELEASE change");
    }
}
