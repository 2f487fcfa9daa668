using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Bans;

/// <summary>
/// The stored bans of the server, restored when it starts. Any thread, also under a lock: changes are submitted and not waited for.
/// </summary>
internal sealed class StoredBans(Store store)
{
    public void Keep(ServerBan ban)
    {
        var row = new BanRow(ban.Id, ban.IsNetwork, Encoding.UTF8.GetBytes(ban.Text), ban.Reason, ban.SetBy, ban.SetAt, ban.Expires);
        store.Submit(connection => BanTable.Write(connection, row));
    }

    public void Forget(ServerBan ban) => store.Submit(connection => BanTable.Delete(connection, ban.Id));

    /// <summary>All of them, the oldest first. Under no lock.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<ServerBan> All() => [.. store.Read(BanTable.All).Select(Read).OfType<ServerBan>()];

    // Null for what was a ban once and is none any more: it is not in force.
    private static ServerBan? Read(BanRow row)
    {
        ServerBan? ban = row.IsNetwork ? ServerBan.OfNetwork(row.Text, out _) : ServerBan.OfMask(row.Text, out _);
        return ban is null ? null : ban with
        {
            Id = row.Id,
            Reason = row.Reason,
            SetBy = row.SetBy,
            SetAt = row.SetAt,
            Expires = row.Expires,
        };
    }
}
