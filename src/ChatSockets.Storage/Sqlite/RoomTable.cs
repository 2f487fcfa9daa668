using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>
/// The table of rooms that last: one row each, without a founder if not registered, and rows for statuses, masks and metadata. Times are
/// milliseconds since 1970; statuses and lists are named by their mode letters. Used by the owner of the connection.
/// </summary>
internal static class RoomTable
{
    private const string Select = "SELECT id, name, founder, registered, created, topic, topic_set_by, topic_set_at, modes FROM rooms";
    private const string DeleteRoles = "DELETE FROM room_roles WHERE room = ?1";
    private const string DeleteMasks = "DELETE FROM room_masks WHERE room = ?1";
    private const string DeleteMetadata = "DELETE FROM room_metadata WHERE room = ?1";

    /// <summary>The room of that name; null for none.</summary>
    /// <exception cref="SqliteException">The query failed.</exception>
    public static RoomRow? Find(SqliteConnection connection, ReadOnlySpan<byte> name)
    {
        using var row = new Statement(connection, $"{Select} WHERE name = ?1");
        return row.Bind(1, name).Step() ? Read(row) : null;
    }

    /// <summary>Those that are not registered.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<RoomRow> Unregistered(SqliteConnection connection)
    {
        using var row = new Statement(connection, $"{Select} WHERE founder IS NULL ORDER BY id");
        var all = new List<RoomRow>();
        while (row.Step()) all.Add(Read(row));
        return all;
    }

    /// <summary>Returns the founder's account of a room; null if the room does not exist or is not registered.</summary>
    /// <inheritdoc cref="Find"/>
    public static byte[]? FounderOf(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection, "SELECT founder FROM rooms WHERE id = ?1");
        return query.Bind(1, id).Step() ? query.Bytes(0) : null;
    }

    /// <summary>Writes a room's row, new or not.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Write(SqliteConnection connection, RoomRow room)
    {
        // A room of that name is one that is no more.
        using var row = new Statement(connection, "INSERT OR REPLACE INTO rooms VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)");
        row.Bind(1, room.Id).Bind(2, room.Name).Bind(5, Number(room.Created));
        if (room.Founder is not null) row.Bind(3, room.Founder).Bind(4, Number(room.Registered!.Value));
        if (room.Topic is { } topic) row.Bind(6, topic.Text).Bind(7, topic.SetBy).Bind(8, Number(topic.SetAt));
        row.Bind(9, Encoding.UTF8.GetBytes(room.Modes)).Run();
    }

    /// <summary>
    /// Deletes a room that no longer lasts. Messages of closed periods lose its name, so that nobody who opens another room of that name
    /// reads them; those still in the room can, until it closes.
    /// </summary>
    /// <inheritdoc cref="Write"/>
    public static void Delete(SqliteConnection connection, long id)
    {
        Run(connection, "UPDATE conversations SET name = NULL WHERE restricted = 1 AND name = (SELECT name FROM rooms WHERE id = ?1)", id);
        Run(connection, "DELETE FROM retention WHERE room = (SELECT name FROM rooms WHERE id = ?1)", id);
        foreach (string sql in (string[])["DELETE FROM rooms WHERE id = ?1", DeleteRoles, DeleteMasks, DeleteMetadata])
            Run(connection, sql, id);
    }

    /// <summary>A room is registered no more. It stays, without a founder, as long as an always-on user is in it.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Unregister(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection, "SELECT 1 FROM rooms JOIN kept_memberships ON room = name WHERE id = ?1");
        if (!query.Bind(1, id).Step())
        {
            Delete(connection, id);
            return;
        }
        Run(connection, "DELETE FROM retention WHERE room = (SELECT name FROM rooms WHERE id = ?1)", id);
        Run(connection, "UPDATE rooms SET founder = NULL, registered = NULL WHERE id = ?1", id);
        Run(connection, DeleteRoles, id);
    }

    /// <summary>Passes on a dropped account's rooms to the first admin or else operator; rooms with neither become unregistered.</summary>
    /// <inheritdoc cref="Write"/>
    public static void DropAccount(SqliteConnection connection, ReadOnlySpan<byte> account)
    {
        const string Successor =
            "(SELECT account FROM room_roles WHERE room = rooms.id AND status IN ('a', 'o') ORDER BY status, place LIMIT 1)";
        using var leave = new Statement(connection, "DELETE FROM room_roles WHERE account = ?1");
        leave.Bind(1, account).Run();
        using var ended = new Statement(connection, $"SELECT id FROM rooms WHERE founder = ?1 AND {Successor} IS NULL");
        ended.Bind(1, account);
        var ids = new List<long>();
        while (ended.Step()) ids.Add(ended.Long(0));
        foreach (long id in ids) Unregister(connection, id);
        using var transfer = new Statement(connection, $"UPDATE rooms SET founder = {Successor} WHERE founder = ?1 RETURNING id, founder");
        transfer.Bind(1, account);
        var transferred = new List<(long Id, byte[] Founder)>();
        while (transfer.Step()) transferred.Add((transfer.Long(0), transfer.Bytes(1)!));
        using var promote = new Statement(connection, "DELETE FROM room_roles WHERE room = ?1 AND account = ?2");
        foreach ((long id, byte[] founder) in transferred) promote.Bind(1, id).Bind(2, founder).Run();
    }

    /// <summary>The rooms in which an account has a status, by name, each with the status's letter.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<(byte[] Room, byte Status)> RoomsOf(SqliteConnection connection, ReadOnlySpan<byte> account)
    {
        using var query = new Statement(
            connection,
            "SELECT name, 'q' FROM rooms WHERE founder = ?1 UNION ALL SELECT name, status FROM room_roles JOIN rooms ON id = room WHERE "
                + "account = ?1 ORDER BY name");
        query.Bind(1, account);
        var all = new List<(byte[] Room, byte Status)>();
        while (query.Step()) all.Add((query.Bytes(0)!, query.View(1)[0]));
        return all;
    }

    /// <summary>The accounts that have a status in a room, in their order.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<RoleRow> Roles(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection, "SELECT account, status FROM room_roles WHERE room = ?1 ORDER BY place");
        query.Bind(1, id);
        var all = new List<RoleRow>();
        while (query.Step()) all.Add(new RoleRow(query.Bytes(0)!, query.View(1)[0]));
        return all;
    }

    /// <summary>Replaces the accounts that have a status in a room.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteRoles(SqliteConnection connection, long id, IEnumerable<RoleRow> roles)
    {
        Run(connection, DeleteRoles, id);
        using var insert = new Statement(connection, "INSERT INTO room_roles VALUES (?1, ?2, ?3, ?4)");
        int place = 0;
        foreach (RoleRow role in roles) insert.Bind(1, id).Bind(2, role.Account).Bind(3, [role.Status]).Bind(4, place++).Run();
    }

    /// <summary>The masks of one of a room's lists, in their order.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<MaskRow> Masks(SqliteConnection connection, long id, char list)
    {
        using var query = new Statement(connection,
            "SELECT mask, set_by, set_at FROM room_masks WHERE room = ?1 AND list = ?2 ORDER BY place");
        query.Bind(1, id).Bind(2, [(byte)list]);
        var all = new List<MaskRow>();
        while (query.Step()) all.Add(new MaskRow(query.Bytes(0)!, query.Bytes(1)!, Time(query.Long(2))));
        return all;
    }

    /// <summary>Replaces the masks of all lists of a room, each under its letter.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMasks(SqliteConnection connection, long id, IEnumerable<(char List, IEnumerable<MaskRow> Masks)> lists)
    {
        Run(connection, DeleteMasks, id);
        using var insert = new Statement(connection, "INSERT INTO room_masks VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
        foreach ((char list, IEnumerable<MaskRow> masks) in lists)
        {
            insert.Bind(1, id).Bind(2, [(byte)list]);
            int place = 0;
            foreach (MaskRow row in masks)
                insert.Bind(3, place++).Bind(4, row.Mask).Bind(5, row.SetBy).Bind(6, Number(row.SetAt)).Run();
        }
    }

    /// <summary>A room's metadata.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<KeyValuePair<string, byte[]>> Metadata(SqliteConnection connection, long id)
    {
        using var query = new Statement(connection, "SELECT key, value FROM room_metadata WHERE room = ?1");
        query.Bind(1, id);
        var all = new List<KeyValuePair<string, byte[]>>();
        while (query.Step()) all.Add(new(Encoding.ASCII.GetString(query.Bytes(0)!), query.Bytes(1)!));
        return all;
    }

    /// <summary>Replaces a room's metadata.</summary>
    /// <inheritdoc cref="Write"/>
    public static void WriteMetadata(SqliteConnection connection, long id, IEnumerable<KeyValuePair<string, byte[]>> metadata)
    {
        Run(connection, DeleteMetadata, id);
        using var insert = new Statement(connection, "INSERT INTO room_metadata VALUES (?1, ?2, ?3)");
        foreach ((string key, byte[] value) in metadata)
            insert.Bind(1, id).Bind(2, Encoding.ASCII.GetBytes(key)).Bind(3, value).Run();
    }

    private static RoomRow Read(Statement row)
    {
        byte[]? founder = row.Bytes(2);
        return new RoomRow
        {
            Id = row.Long(0),
            Name = row.Bytes(1)!,
            Founder = founder,
            Registered = founder is null ? null : Time(row.Long(3)),
            Created = Time(row.Long(4)),
            Topic = row.Bytes(5) is { } text ? new TopicRow(text, row.Bytes(6)!, Time(row.Long(7))) : null,
            Modes = Encoding.UTF8.GetString(row.Bytes(8)!),
        };
    }

    private static void Run(SqliteConnection connection, string sql, long id)
    {
        using var statement = new Statement(connection, sql);
        statement.Bind(1, id).Run();
    }

    private static long Number(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static DateTimeOffset Time(long number) => DateTimeOffset.FromUnixTimeMilliseconds(number);
}
