using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// A prepared statement whose texts are UTF-8 bytes: stored text goes between wire and file without ever being a string. Used by the owner
/// of the connection. Parameters are counted from 1, columns from 0.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">It cannot be prepared.</exception>
    public Statement(SqliteConnection connection, string sql)
    {
        _connection = connection;
        Check(raw.sqlite3_prepare_v2(connection.Handle!, sql, out _statement));
    }

    public Statement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>A text; <see cref="BindNull"/> for none.</summary>
    public Statement Bind(int parameter, ReadOnlySpan<byte> text)
    {
        // An empty span has no address, and without one SQLite binds NULL.
        Check(text.IsEmpty
            ? raw.sqlite3_bind_text(_statement, parameter, utf8z.FromSpan("\0"u8))
            : raw.sqlite3_bind_text(_statement, parameter, text));
        return this;
    }

    public Statement BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        Check(raw.sqlite3_bind_blob(_statement, parameter, bytes));
        return this;
    }

    public Statement BindNull(int parameter)
    {
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    /// <summary>Moves to the next row. Returns false after the last.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public bool Step()
    {
        int result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW) return true;
        if (result == raw.SQLITE_DONE) return false;
        raw.sqlite3_reset(_statement);
        Check(result);
        return false;
    }

    /// <summary>Runs it from the beginning to its end, and makes it ready to run again.</summary>
    /// <exception cref="SqliteException">It failed.</exception>
    public void Run()
    {
        while (Step())
        {
        }
        Reset();
    }

    /// <summary>Makes it ready to run again; the parameters stay.</summary>
    public void Reset() => raw.sqlite3_reset(_statement);

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>Text or blob; null for NULL.</summary>
    public byte[]? Bytes(int column) =>
        raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL ? null : raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>Text or blob, until the next step; empty for NULL.</summary>
    public ReadOnlySpan<byte> View(int column) => raw.sqlite3_column_blob(_statement, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _connection.Handle);
}
