using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>A ban from the server, as it is stored.</summary>
/// <param name="Id">The number by which people lift it.</param>
/// <param name="IsNetwork">Whether it is of an address or a network, and not a mask.</param>
/// <param name="Text">The mask, the address or the network.</param>
/// <param name="Reason">The reason.</param>
/// <param name="SetBy">Who set it.</param>
/// <param name="SetAt">When it was set.</param>
/// <param name="Expires">When it is over; null for never.</param>
internal sealed record BanRow(long Id, bool IsNetwork, byte[] Text, string Reason, string SetBy, DateTimeOffset SetAt,
    DateTimeOffset? Expires);

/// <summary>The table of the server's bans. Used by the owner of the connection.</summary>
internal static class BanTable
{
    /// <summary>Writes a ban, new or not.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Write(SqliteConnection connection, BanRow ban)
    {
        using var insert = new Statement(connection, "INSERT OR REPLACE INTO server_bans VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)");
        insert.Bind(1, ban.Id).Bind(2, ban.IsNetwork ? 1 : 0).Bind(3, ban.Text).Bind(4, Encoding.UTF8.GetBytes(ban.Reason))
            .Bind(5, Encoding.UTF8.GetBytes(ban.SetBy)).Bind(6, ban.SetAt.ToUnixTimeMilliseconds());
        if (ban.Expires is { } end) insert.Bind(7, end.ToUnixTimeMilliseconds());
        else insert.BindNull(7);
        insert.Run();
    }

    /// <summary>Deletes a ban, if it is there.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Delete(SqliteConnection connection, long id)
    {
        using var delete = new Statement(connection, "DELETE FROM server_bans WHERE id = ?1");
        delete.Bind(1, id).Run();
    }

    /// <summary>All of them, the oldest first.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public static List<BanRow> All(SqliteConnection connection)
    {
        using var query = new Statement(connection,
            "SELECT id, is_network, text, reason, set_by, set_at, expires FROM server_bans ORDER BY id");
        var all = new List<BanRow>();
        while (query.Step())
        {
            all.Add(new BanRow(query.Long(0), query.Long(1) != 0, query.Bytes(2)!, Encoding.UTF8.GetString(query.View(3)),
                Encoding.UTF8.GetString(query.View(4)), DateTimeOffset.FromUnixTimeMilliseconds(query.Long(5)),
                query.Bytes(6) is null ? null : DateTimeOffset.FromUnixTimeMilliseconds(query.Long(6))));
        }
        return all;
    }
}
