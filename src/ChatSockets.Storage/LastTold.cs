using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The last id that an account saw in a room before one of its terminals left, so that on return it sees only what came since. Nobody waits
/// for it; after a crash, a few lines may be shown again.
/// </summary>
internal sealed class LastTold(Store store)
{
    /// <summary>The most rooms of one account; the oldest make room for a new one.</summary>
    public const int Maximum = 1000;

    /// <summary>An account was told all up to an id. Any thread, also under a lock.</summary>
    /// <param name="account">Which.</param>
    /// <param name="conversation">The room's; 0 where that is not known, and then it is found by the name.</param>
    /// <param name="room">The room's name.</param>
    /// <param name="upTo">The last id.</param>
    public void Set(byte[] account, long conversation, byte[] room, long upTo) => store.Submit(connection =>
    {
        using var set = new Statement(
            connection,
            """
            INSERT INTO told SELECT ?1, id, ?4 FROM conversations WHERE id = ?2 OR (?2 = 0 AND name = ?3)
                ON CONFLICT DO UPDATE SET up_to = max(up_to, ?4)
            """);
        set.Bind(1, account).Bind(2, conversation).Bind(3, room).Bind(4, upTo).Run();
        using var surplus = new Statement(
            connection,
            """
            DELETE FROM told WHERE account = ?1 AND conversation IN
                (SELECT conversation FROM told WHERE account = ?1 ORDER BY up_to DESC LIMIT -1 OFFSET ?2)
            """);
        surplus.Bind(1, account).Bind(2, Maximum).Run();
    });

    /// <summary>Up to which id; null where nothing is known.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static long? Of(SqliteConnection connection, byte[] account, long conversation)
    {
        using var query = new Statement(connection, "SELECT up_to FROM told WHERE account = ?1 AND conversation = ?2");
        return query.Bind(1, account).Bind(2, conversation).Step() ? query.Long(0) : null;
    }

    /// <summary>Forgets a dropped account. By the committing thread.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Drop(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM told WHERE account = ?1");
        delete.Bind(1, account).Run();
    }
}
