using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The messages that were committed last, one behind the other: a transaction with lines of a hundred rooms changes few pages then, and not
/// one of each room. From time to time they are moved to where the other lines of their conversations are (<see cref="Settle"/>), many at
/// once. Whoever reads looks in both tables. Used by the committing thread.
/// </summary>
/// <remarks>
/// What writes or deletes something else sees lines in one table only: <see cref="Writer"/> settles first. An id that is not above all that
/// are settled may be there already; such a line is settled at once, and fails then and not when others are.
/// </remarks>
/// <param name="connection">The writing connection.</param>
/// <param name="settled">The highest id of all lines.</param>
internal sealed class RecentLines(SqliteConnection connection, long settled) : IDisposable
{
    /// <summary>The most that wait: a reader may have to scan all of them, which takes less than a millisecond.</summary>
    public const int Most = 8192;

    private readonly Statement _insert = new(connection, "INSERT INTO recent_lines VALUES (?2, ?1, ?3, ?4, ?5, ?6, ?7, ?8)");

    private readonly Statement _move = new(connection,
        $"""
        INSERT INTO lines (conversation, {LineQuery.Columns})
        SELECT conversation, {LineQuery.Columns} FROM recent_lines ORDER BY conversation, id
        """);

    private readonly Statement _clear = new(connection, "DELETE FROM recent_lines");

    // Those of an earlier run, or none.
    private int _count = Most;
    private long _last = settled;
    private long _settled = settled;

    /// <summary>How many there are; <see cref="Most"/> also where that is not known.</summary>
    public int Count => _count;

    /// <summary>
    /// Takes a line of that id: returns the statement that inserts it, with its parameters in the order of the columns of <c>lines</c>.
    /// Null if it must be settled at once.
    /// </summary>
    public Statement? Insert(long id)
    {
        if (id <= _settled) return null;
        _last = Math.Max(_last, id);
        _count++;
        return _insert;
    }

    /// <summary>Moves all of them. Within a transaction.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Settle()
    {
        if (_count == 0) return;
        _move.Run();
        // So that no text stays in a free page when it is erased where it is now.
        Database.Execute(connection, "PRAGMA secure_delete = ON");
        try
        {
            _clear.Run();
        }
        finally
        {
            Database.Execute(connection, "PRAGMA secure_delete = FAST");
        }
        _count = 0;
        _settled = _last;
    }

    /// <summary>The same for who writes once, beside a server or without one. Within a transaction.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void SettleAll(SqliteConnection connection)
    {
        using var recent = new RecentLines(connection, long.MaxValue);
        recent.Settle();
    }

    /// <summary>A transaction was rolled back: it is not known any more how many there are.</summary>
    public void RolledBack() => _count = Most;

    public void Dispose()
    {
        _insert.Dispose();
        _move.Dispose();
        _clear.Dispose();
    }
}
