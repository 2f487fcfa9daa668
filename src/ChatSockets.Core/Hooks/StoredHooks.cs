using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.Hooks;

/// <summary>
/// The hooks in the store. Any thread, under no lock. A running server looks them up in the file, so that changes by a command of the
/// program count at once.
/// </summary>
internal sealed class StoredHooks(IStoreAccess store)
{
    private const string Columns = "id, room, name, made_by, made_at";

    private static readonly string[] Tables = ["hooks", "outgoing_hooks"];

    /// <summary>The hook with that token; null for none.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public Hook? Find(string token) => store.Read(connection =>
    {
        using var query = new Statement(connection, $"SELECT {Columns} FROM hooks WHERE hash = ?1");
        query.Bind(1, Hook.HashOf(token));
        return query.Step() ? Read(query) : null;
    });

    /// <summary>The hooks of a room, by name; of all rooms if that is null.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<Hook> Of(byte[]? room) => store.Read(connection =>
    {
        using var query = new Statement(connection, $"SELECT {Columns} FROM hooks WHERE ?1 IS NULL OR room = ?1 ORDER BY room, name");
        if (room is null) query.BindNull(1);
        else query.Bind(1, room);
        var all = new List<Hook>();
        while (query.Step()) all.Add(Read(query));
        return all;
    });

    /// <summary>Makes a hook. Returns its token; null if the room has one of that name, or has too many.</summary>
    /// <exception cref="StoreException">It was not done.</exception>
    public string? Add(byte[] room, byte[] name, string madeBy, DateTimeOffset now)
    {
        string token = Hook.NewToken();
        return store.Change(connection =>
        {
            using var insert = new Statement(connection,
                $"""
                INSERT INTO hooks (hash, room, name, made_by, made_at) SELECT ?1, ?2, ?3, ?4, ?5
                WHERE (SELECT count(*) FROM hooks WHERE room = ?2) < {Hook.MostPerRoom} AND NOT EXISTS
                    (SELECT 1 FROM hooks WHERE room = ?2 AND name = ?3)
                """);
            insert.Bind(1, Hook.HashOf(token)).Bind(2, room).Bind(3, name).Bind(4, Encoding.UTF8.GetBytes(madeBy)).Bind(5,
                now.ToUnixTimeMilliseconds()).Run();
            return Database.Number(connection, "SELECT changes()") == 1;
        }) ? token : null;
    }

    /// <summary>Ends a hook. Returns false if there is none of that name.</summary>
    /// <inheritdoc cref="Add"/>
    public bool Delete(byte[] room, byte[] name) => store.Change(connection =>
    {
        using var delete = new Statement(connection, "DELETE FROM hooks WHERE room = ?1 AND name = ?2");
        delete.Bind(1, room).Bind(2, name).Run();
        return Database.Number(connection, "SELECT changes()") == 1;
    });

    /// <summary>A room has another name: its hooks follow, those that are in the way of none there.</summary>
    public static void Rename(Store store, byte[] before, byte[] now) => store.Submit(connection =>
    {
        foreach (string table in Tables)
        {
            using var update = new Statement(connection, $"UPDATE OR REPLACE {table} SET room = ?2 WHERE room = ?1");
            update.Bind(1, before).Bind(2, now).Run();
        }
    });

    private static Hook Read(Statement query) => new(query.Long(0), query.Bytes(1)!, query.Bytes(2)!,
        Encoding.UTF8.GetString(query.Bytes(3)!),
        DateTimeOffset.FromUnixTimeMilliseconds(query.Long(4)));
}
