using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// What was said to accounts while nobody was there to hear it: which lines wait for whom. The lines themselves are those of the conversation. Any thread,
/// under no lock.
/// </summary>
internal sealed class Mailbox(Store store)
{
    /// <summary>How many messages may wait for one account; whoever writes one more is told that it is full.</summary>
    public const int Capacity = 1000;

    /// <summary>How many wait for an account.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public long Count(byte[] account) => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT count(*) FROM mailbox WHERE account = ?1");
        return query.Bind(1, account).Step() ? query.Long(0) : 0;
    });

    /// <summary>What waits for an account behind a line, in order: conversations and ids.</summary>
    /// <inheritdoc cref="Count"/>
    public IReadOnlyList<(long Conversation, long Line)> After(byte[] account, long line) => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT conversation, line FROM mailbox WHERE account = ?1 AND line > ?2 ORDER BY line");
        query.Bind(1, account).Bind(2, line);
        var waiting = new List<(long, long)>();
        while (query.Step()) waiting.Add((query.Long(0), query.Long(1)));
        return waiting;
    });

    /// <summary>All up to that line has been handed over.</summary>
    /// <inheritdoc cref="Count"/>
    public void Empty(byte[] account, long upTo) => store.Change(connection =>
    {
        using var delete = new Statement(connection, "DELETE FROM mailbox WHERE account = ?1 AND line <= ?2");
        delete.Bind(1, account).Bind(2, upTo).Run();
        return true;
    });

    /// <summary>A piece of what waits, with account and line, of which the lines are gone.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static List<(byte[] Account, long Line)> Lost(SqliteConnection connection, int most)
    {
        using var query = new Statement(
            connection,
            """
            SELECT account, line FROM mailbox
            WHERE NOT EXISTS (SELECT 1 FROM lines WHERE lines.conversation = mailbox.conversation AND lines.id = mailbox.line) LIMIT ?1
            """);
        query.Bind(1, most);
        var lost = new List<(byte[], long)>();
        while (query.Step()) lost.Add((query.Bytes(0)!, query.Long(1)));
        return lost;
    }

    /// <summary>Forgets these. Within a transaction.</summary>
    /// <exception cref="SqliteException">They cannot be forgotten.</exception>
    public static bool Forget(SqliteConnection connection, List<(byte[] Account, long Line)> lost)
    {
        using var delete = new Statement(connection, "DELETE FROM mailbox WHERE account = ?1 AND line = ?2");
        foreach ((byte[] account, long line) in lost) delete.Bind(1, account).Bind(2, line).Run();
        return true;
    }

    /// <summary>Puts a line in. By whoever commits, together with the line.</summary>
    public static void Put(Writer writer, byte[] account, long conversation, long line)
    {
        using var insert = new Statement(writer.Connection, "INSERT INTO mailbox VALUES (?1, ?2, ?3)");
        insert.Bind(1, account).Bind(2, line).Bind(3, conversation).Run();
    }
}
