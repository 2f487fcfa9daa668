using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage.Sqlite;

/// <summary>Takes lines out of the file and out of the index of words, so few at once that nobody who speaks waits long. Within a transaction, by whoever commits.</summary>
internal static class LineEraser
{
    /// <summary>The most lines of one transaction: some hundredths of a second.</summary>
    public const int Piece = 1000;

    /// <summary>The oldest lines of a conversation whose ids are lower than one.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<long> Oldest(SqliteConnection connection, long conversation, long before, int count = Piece)
    {
        using var query = new Statement(connection, "SELECT id FROM lines WHERE conversation = ?1 AND id < ?2 ORDER BY id LIMIT ?3");
        return Ids(query.Bind(1, conversation).Bind(2, before).Bind(3, count));
    }

    /// <summary>The oldest lines of a conversation, behind one and before another, that an account said. It may look through all lines between these.</summary>
    /// <inheritdoc cref="Oldest"/>
    public static List<long> OldestOf(SqliteConnection connection, byte[] account, long conversation, long after, long before, int count = Piece)
    {
        using var query = new Statement(
            connection, "SELECT id FROM lines WHERE conversation = ?1 AND id > ?2 AND id < ?3 AND account = ?4 COLLATE NOCASE ORDER BY id LIMIT ?5");
        return Ids(query.Bind(1, conversation).Bind(2, after).Bind(3, before).Bind(4, account).Bind(5, count));
    }

    /// <summary>Takes out lines of a conversation.</summary>
    /// <param name="connection">Within a transaction.</param>
    /// <param name="conversation">Which.</param>
    /// <param name="ids">Whose.</param>
    /// <param name="isWiped">Whether the places in the file where they stood are overwritten. What was only too old may stay there until something else does.</param>
    /// <exception cref="SqliteException">They cannot be taken out.</exception>
    public static void Erase(SqliteConnection connection, long conversation, List<long> ids, bool isWiped)
    {
        if (isWiped) Database.Execute(connection, "PRAGMA secure_delete = ON");
        try
        {
            using var words = new Statement(connection, "DELETE FROM words WHERE rowid = ?1");
            using var lines = new Statement(connection, "DELETE FROM lines WHERE conversation = ?1 AND id = ?2");
            foreach (long id in ids)
            {
                words.Bind(1, id).Run();
                lines.Bind(1, conversation).Bind(2, id).Run();
            }
        }
        finally
        {
            if (isWiped) Database.Execute(connection, "PRAGMA secure_delete = OFF");
        }
    }

    private static List<long> Ids(Statement query)
    {
        var ids = new List<long>();
        while (query.Step()) ids.Add(query.Long(0));
        return ids;
    }
}
