using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>A connection that is read from, with the queries that are asked so often that they stay prepared. Whoever has taken it has it to himself.</summary>
internal sealed class Reader(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _prepared = [];

    public SqliteConnection Connection => connection;

    /// <summary>Asks such a query.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public T Ask<T>(string sql, Func<Statement, T> ask)
    {
        if (!_prepared.TryGetValue(sql, out Statement? statement)) _prepared.Add(sql, statement = new Statement(connection, sql));
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
        connection.Dispose();
    }
}
