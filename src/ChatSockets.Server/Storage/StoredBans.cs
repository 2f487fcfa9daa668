using System.Text;
using ChatSockets.Server.Bans;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// The stored bans of the server, restored when it starts. Any thread, also under a lock: changes are submitted and not waited for.
/// </summary>
internal sealed class StoredBans(Store store)
{
    public void Keep(ServerBan ban) => store.Submit(connection =>
    {
        using var insert = new Statement(connection, "INSERT OR REPLACE INTO server_bans VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        insert.Bind(1, ban.Id).Bind(2, ban.IsNetwork ? 1 : 0).Bind(3, Utf8(ban.Text)).Bind(4, Utf8(ban.Reason)).Bind(5, Utf8(ban.SetBy))
            .Bind(6, ban.SetAt.ToUnixTimeMilliseconds());
        if (ban.Expires is { } end) insert.Bind(7, end.ToUnixTimeMilliseconds());
        else insert.BindNull(7);
        insert.Run();
    });

    public void Forget(ServerBan ban) => store.Submit(connection =>
    {
        using var delete = new Statement(connection, "DELETE FROM server_bans WHERE id = ?1");
        delete.Bind(1, ban.Id).Run();
    });

    /// <summary>All of them, the oldest first. Under no lock.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<ServerBan> All() => store.Read(connection =>
    {
        using var query = new Statement(connection,
            "SELECT id, is_network, text, reason, set_by, set_at, expires FROM server_bans ORDER BY id");
        var all = new List<ServerBan>();
        while (query.Step())
        {
            // What was a ban once and is none any more is not in force.
            if ((query.Long(1) == 0
                ? ServerBan.OfMask(query.Bytes(2)!, out _)
                : ServerBan.OfNetwork(query.Bytes(2)!, out _)) is not { } ban) continue;
            all.Add(ban with
            {
                Id = query.Long(0),
                Reason = Encoding.UTF8.GetString(query.Bytes(3)!),
                SetBy = Encoding.UTF8.GetString(query.Bytes(4)!),
                SetAt = DateTimeOffset.FromUnixTimeMilliseconds(query.Long(5)),
                Expires = query.Bytes(6) is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(query.Long(6)),
            });
        }
        return all;
    });

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
