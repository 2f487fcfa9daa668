using ChatSockets.Protocol;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>A stored conversation, whether its room is open or not.</summary>
/// <param name="Id">Its number, which is never reused.</param>
/// <param name="Name">
/// A room's name, or those of two users; empty for a room that has closed for good, which nobody can reach any more.
/// </param>
/// <param name="Oldest">The id of its oldest line; 0 if it has none.</param>
internal sealed record StoredConversation(long Id, byte[] Name, long Oldest)
{
    private const string Select =
        """
        SELECT id, name,
            (SELECT min(id) FROM lines WHERE conversation = conversations.id),
            (SELECT min(id) FROM events WHERE conversation = conversations.id)
        FROM conversations
        """;

    public bool IsRoom => Name.Length == 0 || RoomName.IsRoom(Name);

    /// <summary>Whether it is one between two users of whom one has that account.</summary>
    public bool IsOf(ReadOnlySpan<byte> account)
    {
        int comma = IsRoom ? -1 : Name.IndexOf((byte)',');
        return comma >= 0
            && (CaseMapping.Ascii.Equals(Name.AsSpan(0, comma), account) || CaseMapping.Ascii.Equals(Name.AsSpan(comma + 1), account));
    }

    /// <summary>All there are, in the order in which they began.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<StoredConversation> All(SqliteConnection connection)
    {
        using var query = new Statement(connection, $"{Select} ORDER BY id");
        return Read(query);
    }

    /// <summary>That of a name, if there is one.</summary>
    /// <inheritdoc cref="All"/>
    public static StoredConversation? Find(SqliteConnection connection, byte[] name)
    {
        using var query = new Statement(connection, $"{Select} WHERE name = ?1");
        return Read(query.Bind(1, name)).FirstOrDefault();
    }

    /// <summary>
    /// Deletes it from the file if it has no lines. Within a transaction, while nobody can be about to send anything to it.
    /// </summary>
    /// <exception cref="SqliteException">It could not be taken out.</exception>
    public void RemoveIfEmpty(SqliteConnection connection)
    {
        using var conversation = new Statement(
            connection,
            """
            DELETE FROM conversations WHERE id = ?1
                AND NOT EXISTS (SELECT 1 FROM lines WHERE conversation = ?1) AND NOT EXISTS (SELECT 1 FROM events WHERE conversation = ?1)
            """);
        conversation.Bind(1, Id).Run();
        if (Database.Number(connection, "SELECT changes()") == 0) return;
        foreach (string table in (string[])["closed_periods", "attendance", "told"])
        {
            using var rest = new Statement(connection, $"DELETE FROM {table} WHERE conversation = ?1");
            rest.Bind(1, Id).Run();
        }
        int comma = Name.IndexOf((byte)',');
        if (IsRoom || comma < 0) return;
        using var pairs = new Statement(connection, "DELETE FROM pairs WHERE (own = ?1 AND other = ?2) OR (own = ?2 AND other = ?1)");
        pairs.Bind(1, Name.AsSpan(0, comma)).Bind(2, Name.AsSpan(comma + 1)).Run();
    }

    private static List<StoredConversation> Read(Statement query)
    {
        var all = new List<StoredConversation>();
        while (query.Step())
        {
            long line = query.Long(2), happening = query.Long(3);
            all.Add(new StoredConversation(query.Long(0), query.Bytes(1) ?? [], line == 0
                || (happening != 0 && happening < line) ? happening : line));
        }
        return all;
    }
}
