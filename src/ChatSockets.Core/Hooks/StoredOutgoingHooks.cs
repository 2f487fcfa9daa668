using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Hooks;

/// <summary>The outgoing hooks in the store. Any thread, under no lock.</summary>
internal sealed class StoredOutgoingHooks(IStoreAccess store)
{
    /// <summary>All of them, by room and name.</summary>
    /// <exception cref="StoreException">They could not be read.</exception>
    public IReadOnlyList<OutgoingHook> All() => store.Read(connection =>
    {
        using var query = new Statement(connection, "SELECT id, room, name, url, pattern, made_by FROM outgoing_hooks ORDER BY room, name");
        var all = new List<OutgoingHook>();
        while (query.Step())
        {
            if (OutgoingHook.ReadUrl(Encoding.UTF8.GetString(query.Bytes(3)!)) is not { } url) continue;
            all.Add(new OutgoingHook(query.Long(0), query.Bytes(1)!, query.Bytes(2)!, url, query.Bytes(4)!,
                Encoding.UTF8.GetString(query.Bytes(5)!)));
        }
        return all;
    });

    /// <summary>Makes one. Returns false if the room has one of that name, or too many.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public bool Add(byte[] room, byte[] name, Uri url, string pattern, string madeBy) => store.Change(connection =>
    {
        using var insert = new Statement(connection,
            $"""
            INSERT INTO outgoing_hooks (room, name, url, pattern, made_by) SELECT ?1, ?2, ?3, ?4, ?5
            WHERE (SELECT count(*) FROM outgoing_hooks WHERE room = ?1) < {Hook.MostPerRoom}
                AND NOT EXISTS (SELECT 1 FROM outgoing_hooks WHERE room = ?1 AND name = ?2)
            """);
        insert.Bind(1, room).Bind(2, name).Bind(3, Utf8(url.AbsoluteUri)).Bind(4, Utf8(pattern)).Bind(5, Utf8(madeBy)).Run();
        return Database.Number(connection, "SELECT changes()") == 1;
    });

    /// <summary>Ends one. Returns false if there is none of that name.</summary>
    /// <inheritdoc cref="Add"/>
    public bool Delete(byte[] room, byte[] name) => store.Change(connection =>
    {
        using var delete = new Statement(connection, "DELETE FROM outgoing_hooks WHERE room = ?1 AND name = ?2");
        delete.Bind(1, room).Bind(2, name).Run();
        return Database.Number(connection, "SELECT changes()") == 1;
    });

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
