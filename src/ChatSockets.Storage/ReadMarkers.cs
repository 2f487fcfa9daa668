using System.Collections.Frozen;
using ChatSockets.Protocol;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The times up to which accounts have read rooms and private conversations: IRCv3 read-marker. Any thread, under no lock.
/// </summary>
internal sealed class ReadMarkers(Store store)
{
    /// <summary>The most of one account; the oldest make room for a new one.</summary>
    public const int Maximum = 1000;

    /// <summary>Returns all markers of an account, by room or nickname; empty for a guest.</summary>
    /// <exception cref="StoreException">They could not be read.</exception>
    public FrozenDictionary<byte[], DateTimeOffset> Of(byte[]? account) =>
        account is null ? FrozenDictionary<byte[], DateTimeOffset>.Empty : store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT target, time FROM read_markers WHERE account = ?1");
        query.Bind(1, account);
        var all = new Dictionary<byte[], DateTimeOffset>(CaseMapping.Ascii);
        while (query.Step()) all[query.Bytes(0)!] = DateTimeOffset.FromUnixTimeMilliseconds(query.Long(1));
        return all.ToFrozenDictionary(CaseMapping.Ascii);
    });

    /// <summary>Returns one marker of an account; null if it is not set. By the owner of the connection.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static DateTimeOffset? Of(SqliteConnection connection, byte[] account, byte[] target)
    {
        using var query = new Statement(connection, "SELECT time FROM read_markers WHERE account = ?1 AND target = ?2");
        return query.Bind(1, account).Bind(2, target).Step() ? DateTimeOffset.FromUnixTimeMilliseconds(query.Long(0)) : null;
    }

    /// <summary>
    /// Sets a marker if it is later than the present one. Returns the result. A marker in the future, set while the clock was wrong, does
    /// not block later ones.
    /// </summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public DateTimeOffset Set(byte[] account, byte[] target, DateTimeOffset time, DateTimeOffset now) => store.Change(connection =>
    {
        using var set = new Statement(
            connection,
                "INSERT INTO read_markers VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET time = max(min(time, ?4), ?3) RETURNING time");
        set.Bind(1, account).Bind(2, target).Bind(3, time.ToUnixTimeMilliseconds()).Bind(4, now.ToUnixTimeMilliseconds()).Step();
        var read = DateTimeOffset.FromUnixTimeMilliseconds(set.Long(0));
        using var surplus = new Statement(
            connection,
            """
            DELETE FROM read_markers WHERE account = ?1 AND target IN
                (SELECT target FROM read_markers WHERE account = ?1 AND target <> ?2 ORDER BY time DESC LIMIT -1 OFFSET ?3)
            """);
        surplus.Bind(1, account).Bind(2, target).Bind(3, Maximum - 1).Run();
        return read;
    });

    /// <summary>Deletes a dropped account's markers. By the committing thread.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Drop(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM read_markers WHERE account = ?1");
        delete.Bind(1, account).Run();
    }
}
