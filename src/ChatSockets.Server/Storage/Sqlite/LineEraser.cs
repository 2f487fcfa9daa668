using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>
/// Takes what was said, or happened, out of the file and out of the index of words: so few lines at once that nobody who speaks waits long.
/// Within a transaction, by whoever commits.
/// </summary>
internal static class LineEraser
{
    /// <summary>The most lines of one transaction: some hundredths of a second.</summary>
    public const int Piece = 1000;

    /// <summary>The oldest of a conversation whose ids are lower than one.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<long> Oldest(SqliteConnection connection, long conversation, long before, int count = Piece) =>
        Ids(connection, "conversation = ?1 AND id < ?2", query => query.Bind(1, conversation).Bind(2, before).Bind(5, count));

    /// <summary>
    /// Those of a conversation, behind one and before another, that an account said or did: among the first of all there, no more of which
    /// are looked at than a few.
    /// </summary>
    /// <param name="connection">Where.</param>
    /// <param name="account">Whose.</param>
    /// <param name="conversation">In which.</param>
    /// <param name="after">Behind that id.</param>
    /// <param name="before">Before that one.</param>
    /// <param name="last">The last that was looked at: the next call begins behind it; 0 where there is none any more.</param>
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

    /// <summary>Takes some out of a conversation.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="ids">Those of lines or of events.</param>
    /// <param name="isWiped">
    /// Whether the places in the file where they stood are overwritten. What was only too old may stay there until something else does.
    /// </param>
    /// <exception cref="SqliteException">They cannot be taken out.</exception>
    public static void Erase(SqliteConnection connection, long conversation, List<long> ids, bool isWiped)
    {
        if (isWiped) Database.Execute(connection, "PRAGMA secure_delete = ON");
        try
        {
            using var words = new Statement(connection, "DELETE FROM words WHERE rowid = ?1");
            using var lines = new Statement(connection, "DELETE FROM lines WHERE conversation = ?1 AND id = ?2");
            using var events = new Statement(connection, "DELETE FROM events WHERE conversation = ?1 AND id = ?2");
            foreach (long id in ids)
            {
                words.Bind(1, id).Run();
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
