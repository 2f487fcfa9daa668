using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// Deletes messages and events from the file and the index of words, so few at once that no sender waits long. Within a transaction, by the
/// committing thread.
/// </summary>
internal static class LineEraser
{
    /// <summary>The most lines of one transaction: some hundredths of a second.</summary>
    public const int Piece = 1000;

    /// <summary>The oldest of a conversation whose ids are lower than one.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<long> Oldest(SqliteConnection connection, long conversation, long before, int count = Piece) =>
        Ids(connection, "conversation = ?1 AND id < ?2", query => query.Bind(1, conversation).Bind(2, before).Bind(5, count));

    /// <summary>Returns the lines of an account between two ids of a conversation, scanning a bounded number of lines.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="account">The account.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="after">Lines after this id.</param>
    /// <param name="before">Lines before this id.</param>
    /// <param name="last">The last scanned id, after which the next call begins; 0 at the end.</param>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<long> NextOf(SqliteConnection connection, byte[] account, long conversation, long after, long before, out long last)
    {
        const string Which = "conversation = ?1 AND id < ?2 AND id > ?3";
        using var query = new Statement(
            connection,
            $"SELECT id, account = ?4 COLLATE NOCASE FROM lines WHERE {Which} UNION ALL SELECT id, account = ?4 COLLATE NOCASE FROM "
                + $"events WHERE {Which} ORDER BY id LIMIT ?5");
        query.Bind(1, conversation).Bind(2, before).Bind(3, after).Bind(4, account).Bind(5, Piece);
        var ids = new List<long>();
        int count = 0;
        for (last = after; query.Step(); count++)
        {
            last = query.Long(0);
            if (query.Long(1) != 0) ids.Add(last);
        }
        if (count < Piece) last = 0;
        return ids;
    }

    /// <summary>Deletes lines of a conversation.</summary>
    /// <param name="connection">The connection, within a transaction.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="ids">The ids of messages or events.</param>
    /// <param name="isWiped">
    /// Whether their places in the file are overwritten. Lines that are merely too old can stay there until something else overwrites them.
    /// </param>
    /// <exception cref="SqliteException">They cannot be taken out.</exception>
    public static void Erase(SqliteConnection connection, long conversation, List<long> ids, bool isWiped)
    {
        if (isWiped) Database.Execute(connection, "PRAGMA secure_delete = ON");
        try
        {
            long indexed = WordIndex.Indexed(connection);
            using var words = new Statement(connection, "DELETE FROM words WHERE rowid = ?1");
            using var lines = new Statement(connection, "DELETE FROM lines WHERE conversation = ?1 AND id = ?2");
            using var events = new Statement(connection, "DELETE FROM events WHERE conversation = ?1 AND id = ?2");
            foreach (long id in ids)
            {
                if (id <= indexed) words.Bind(1, id).Run();
                lines.Bind(1, conversation).Bind(2, id).Run();
                events.Bind(1, conversation).Bind(2, id).Run();
            }
        }
        finally
        {
            if (isWiped) Database.Execute(connection, "PRAGMA secure_delete = FAST");
        }
    }

    private static List<long> Ids(SqliteConnection connection, string which, Action<Statement> bind)
    {
        using var query = new Statement(connection,
            $"SELECT id FROM lines WHERE {which} UNION ALL SELECT id FROM events WHERE {which} ORDER BY id LIMIT ?5");
        bind(query);
        var ids = new List<long>();
        while (query.Step()) ids.Add(query.Long(0));
        return ids;
    }
}
