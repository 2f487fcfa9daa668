using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>Inserts lines: messages into one table, events into another. Used by the committing thread.</summary>
internal sealed class LineTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _insertLine = new(connection, "INSERT INTO lines VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    private readonly Statement _insertEvent = new(connection, "INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");

    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Insert(long conversation, long id, Speaker speaker, in MessageLine line)
    {
        Statement insert = line.Kind < LineKind.Tagmsg ? _insertLine : _insertEvent;
        insert.Bind(1, conversation).Bind(2, id).Bind(3, (long)line.Kind).Bind(4, speaker.Source);
        if (speaker.Account is null) insert.BindNull(5);
        else insert.Bind(5, speaker.Account);
        insert.Bind(6, speaker.IsBot ? 1 : 0).Bind(7, line.Tags).Bind(8, line.Text.Span).Run();
    }

    /// <summary>
    /// Deletes a message and its index entries. Returns whether it existed. Within a transaction, by the committing thread.
    /// </summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static bool Remove(SqliteConnection connection, long conversation, long id)
    {
        if (!RemoveFrom("lines")) return RemoveFrom("events");
        using var words = new Statement(connection, "DELETE FROM words WHERE rowid = ?1");
        words.Bind(1, id).Run();
        return true;

        bool RemoveFrom(string table)
        {
            using var line = new Statement(connection, $"DELETE FROM {table} WHERE conversation = ?1 AND id = ?2 RETURNING 1");
            return line.Bind(1, conversation).Bind(2, id).Step();
        }
    }

    public void Dispose()
    {
        _insertLine.Dispose();
        _insertEvent.Dispose();
    }
}
