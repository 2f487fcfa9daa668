using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// A reading connection with its most frequent queries prepared. Used by the thread that has borrowed it. A query that exceeds its deadline
/// is interrupted.
/// </summary>
internal sealed class Reader : IDisposable
{
    // In instructions of SQLite's machine: some ten microseconds.
    private const int ProgressStep = 1000;

    private static readonly delegate_progress OnProgress = static reader => ((Reader)reader)._deadline is { IsOver: true } ? 1 : 0;

    private readonly SqliteConnection _connection;
    private readonly Dictionary<string, Statement> _prepared = [];
    private Deadline? _deadline;

    public Reader(SqliteConnection connection)
    {
        _connection = connection;
        raw.sqlite3_progress_handler(connection.Handle!, ProgressStep, OnProgress, this);
    }

    public SqliteConnection Connection => _connection;

    /// <summary>Runs a query and interrupts it when its time is over.</summary>
    /// <exception cref="SqliteException">It failed; with SQLITE_INTERRUPT, it took too long.</exception>
    public T Run<T, TQuery>(TQuery query, Func<Reader, TQuery, T> read, Deadline deadline)
    {
        _deadline = deadline;
        try
        {
            return read(this, query);
        }
        finally
        {
            _deadline = null;
        }
    }

    /// <summary>Asks such a query.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public T Ask<T>(string sql, Func<Statement, T> ask)
    {
        if (!_prepared.TryGetValue(sql, out Statement? statement)) _prepared.Add(sql, statement = new Statement(_connection, sql));
        try
        {
            return ask(statement);
        }
        finally
        {
            // Otherwise it would hold the file in the state that it has read.
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (Statement statement in _prepared.Values) statement.Dispose();
        _connection.Dispose();
    }
}
