using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>A change of anything but lines, with an answer: within the others' transaction, and undone alone where it fails alone.</summary>
/// <param name="change">What to do. It may throw <see cref="SqliteException"/>; then nothing of it was done.</param>
internal sealed class Change<T>(Func<SqliteConnection, T> change) : Work
{
    private SqliteException? _exception;

    public override int Weight => 1;

    /// <summary>What it answered. After it was decided, without a failure.</summary>
    public T Answer { get; private set; } = default!;

    public override void Write(Writer writer)
    {
        Database.Execute(writer.Connection, "SAVEPOINT change");
        try
        {
            Answer = change(writer.Connection);
            Database.Execute(writer.Connection, "RELEASE change");
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT or SQLitePCL.raw.SQLITE_ERROR or SQLitePCL.raw.SQLITE_MISMATCH)
        {
            _exception = exception;
            Database.Execute(writer.Connection, "ROLLBACK TO change");
            Database.Execute(writer.Connection, "RELEASE change");
        }
    }

    /// <summary>Waits, and answers what it answered.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public T Result()
    {
        Wait();
        if (Failure is not null) throw new StoreException(Failure, null);
        if (_exception is not null) throw Trouble.Working(_exception);
        return Answer;
    }
}
