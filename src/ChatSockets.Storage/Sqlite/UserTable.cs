using System.Text;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage.Sqlite;

/// <summary>An always-on user, as it is stored.</summary>
/// <param name="Account">The user's account.</param>
/// <param name="Nickname">The nickname.</param>
/// <param name="Username">The username.</param>
/// <param name="RealName">The real name.</param>
/// <param name="Away">Why the user is away; null where it has not said so.</param>
/// <param name="Modes">The letters of its modes.</param>
/// <param name="Metadata">Its metadata.</param>
internal sealed record UserRow(byte[] Account, byte[] Nickname, byte[] Username, byte[] RealName, byte[]? Away, byte[] Modes,
    IReadOnlyCollection<KeyValuePair<string, byte[]>> Metadata)
{
    /// <summary>The rooms it is in, by their names, each with its status there as a number. Read, and written one by one.</summary>
    public IReadOnlyList<(byte[] Name, long Modes)> Rooms { get; init; } = [];
}

/// <summary>The tables of always-on users and the rooms they are in. Used by the owner of the connection.</summary>
internal static class UserTable
{
    /// <summary>Writes a user, new or not, without the rooms.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Write(SqliteConnection connection, UserRow user)
    {
        using var insert = new Statement(
            connection,
            """
            INSERT INTO kept_users (account, nickname, username, real_name, away, modes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            ON CONFLICT DO UPDATE SET nickname = ?2, username = ?3, real_name = ?4, away = ?5, modes = ?6
            """);
        insert.Bind(1, user.Account).Bind(2, user.Nickname).Bind(3, user.Username).Bind(4, user.RealName).Bind(6, user.Modes);
        if (user.Away is null) insert.BindNull(5);
        else insert.Bind(5, user.Away);
        insert.Run();
        DeleteMetadata(connection, user.Account);
        using var pair = new Statement(connection, "INSERT INTO kept_user_metadata VALUES (?1, ?2, ?3)");
        foreach ((string key, byte[] value) in user.Metadata)
            pair.Bind(1, user.Account).Bind(2, Encoding.ASCII.GetBytes(key)).Bind(3, value).Run();
    }

    /// <summary>An account's user is in a room, with that status.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Enter(SqliteConnection connection, byte[] account, byte[] room, long modes)
    {
        using var insert = new Statement(connection, "INSERT OR REPLACE INTO kept_memberships VALUES (?1, ?2, ?3)");
        insert.Bind(1, account).Bind(2, room).Bind(3, modes).Run();
    }

    /// <summary>An account's user is in a room no more.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Leave(SqliteConnection connection, byte[] account, byte[] room)
    {
        using var delete = new Statement(connection, "DELETE FROM kept_memberships WHERE account = ?1 AND room = ?2");
        delete.Bind(1, account).Bind(2, room).Run();
    }

    /// <summary>Deletes an account's user.</summary>
    /// <inheritdoc cref="Write"/>
    public static void Delete(SqliteConnection connection, byte[] account)
    {
        using var user = new Statement(connection, "DELETE FROM kept_users WHERE account = ?1");
        user.Bind(1, account).Run();
        using var rooms = new Statement(connection, "DELETE FROM kept_memberships WHERE account = ?1");
        rooms.Bind(1, account).Run();
        DeleteMetadata(connection, account);
    }

    /// <summary>Renames a room in the users' lists.</summary>
    /// <inheritdoc cref="Write"/>
    public static void RenameRoom(SqliteConnection connection, byte[] before, byte[] after)
    {
        using var rename = new Statement(connection, "UPDATE OR REPLACE kept_memberships SET room = ?2 WHERE room = ?1");
        rename.Bind(1, before).Bind(2, after).Run();
    }

    /// <summary>Returns whether there is an account of that name.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static bool IsAccount(SqliteConnection connection, byte[] name)
    {
        using var query = new Statement(connection, "SELECT 1 FROM accounts WHERE name = ?1 AND keys IS NOT NULL");
        return query.Bind(1, name).Step();
    }

    /// <summary>All whose account still has it so.</summary>
    /// <exception cref="SqliteException">They cannot be read.</exception>
    public static List<UserRow> All(SqliteConnection connection)
    {
        using var query = new Statement(
            connection,
            """
            SELECT accounts.name, kept_users.nickname, kept_users.username, kept_users.real_name, kept_users.away, kept_users.modes
            FROM kept_users JOIN accounts ON accounts.name = kept_users.account AND accounts.keys IS NOT NULL AND accounts.is_always_on
            """);
        var all = new List<UserRow>();
        while (query.Step())
        {
            byte[] account = query.Bytes(0)!;
            all.Add(new UserRow(account, query.Bytes(1)!, query.Bytes(2)!, query.Bytes(3)!, query.Bytes(4), query.Bytes(5)!,
                Metadata(connection, account))
            {
                Rooms = RoomsOf(connection, account),
            });
        }
        return all;
    }

    private static List<KeyValuePair<string, byte[]>> Metadata(SqliteConnection connection, byte[] account)
    {
        using var query = new Statement(connection, "SELECT key, value FROM kept_user_metadata WHERE account = ?1");
        query.Bind(1, account);
        var all = new List<KeyValuePair<string, byte[]>>();
        while (query.Step()) all.Add(new(Encoding.ASCII.GetString(query.View(0)), query.Bytes(1)!));
        return all;
    }

    private static void DeleteMetadata(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM kept_user_metadata WHERE account = ?1");
        delete.Bind(1, account).Run();
    }

    private static List<(byte[] Name, long Modes)> RoomsOf(SqliteConnection connection, byte[] account)
    {
        using var query = new Statement(connection, "SELECT room, modes FROM kept_memberships WHERE account = ?1 ORDER BY room");
        query.Bind(1, account);
        var rooms = new List<(byte[], long)>();
        while (query.Step()) rooms.Add((query.Bytes(0)!, query.Long(1)));
        return rooms;
    }
}
