using System.Collections.Immutable;
using System.Text;
using ChatSockets.Server.Metadata;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// The stored always-on users and their rooms, restored when the server starts. Any thread, also under the locks of users and rooms:
/// changes are submitted and not waited for.
/// </summary>
internal sealed class StoredUsers(Store store)
{
    /// <summary>Stores a change of the user, if the user is always on. Within the user's lock.</summary>
    public void Changed(User user)
    {
        if (user.IsAlwaysOn) Keep(user);
    }

    /// <summary>Stores the user from now on. Within the user's lock.</summary>
    public void Keep(User user)
    {
        byte[] account = user.Account!, nickname = user.Nickname, username = user.Username, realName = user.RealName;
        byte[]? away = user.OwnAway;
        byte[] modes = Encoding.ASCII.GetBytes(UserModeRow.Format(user.Modes & ~UserModes.Operator));
        ImmutableSortedDictionary<string, byte[]> metadata = user.Metadata;
        store.Submit(connection =>
        {
            using var insert = new Statement(
                connection,
                """
                INSERT INTO kept_users (account, nickname, username, real_name, away, modes) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                ON CONFLICT DO UPDATE SET nickname = ?2, username = ?3, real_name = ?4, away = ?5, modes = ?6
                """);
            insert.Bind(1, account).Bind(2, nickname).Bind(3, username).Bind(4, realName).Bind(6, modes);
            if (away is null) insert.BindNull(5);
            else insert.Bind(5, away);
            insert.Run();
            ForgetMetadata(connection, account);
            using var pair = new Statement(connection, "INSERT INTO kept_user_metadata VALUES (?1, ?2, ?3)");
            foreach ((string key, byte[] value) in metadata)
                pair.Bind(1, account).Bind(2, Encoding.ASCII.GetBytes(key)).Bind(3, value).Run();
        });
    }

    /// <summary>The user is in a room, with that status. Within the room's lock.</summary>
    public void Entered(User user, byte[] room, MemberModes modes)
    {
        byte[] account = user.Account!;
        store.Submit(connection =>
        {
            using var insert = new Statement(connection, "INSERT OR REPLACE INTO kept_memberships VALUES (?1, ?2, ?3)");
            insert.Bind(1, account).Bind(2, room).Bind(3, (long)modes).Run();
        });
    }

    /// <summary>The user is in a room no more. Within the room's lock.</summary>
    public void Left(User user, byte[] room)
    {
        byte[] account = user.Account!;
        store.Submit(connection =>
        {
            using var delete = new Statement(connection, "DELETE FROM kept_memberships WHERE account = ?1 AND room = ?2");
            delete.Bind(1, account).Bind(2, room).Run();
        });
    }

    /// <summary>Deletes the account's stored user.</summary>
    public void Forget(byte[] account) => store.Submit(connection =>
    {
        using var user = new Statement(connection, "DELETE FROM kept_users WHERE account = ?1");
        user.Bind(1, account).Run();
        using var rooms = new Statement(connection, "DELETE FROM kept_memberships WHERE account = ?1");
        rooms.Bind(1, account).Run();
        ForgetMetadata(connection, account);
    });

    /// <summary>Renames a room in the stored users' lists. By the committing thread.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public static void Renamed(SqliteConnection connection, byte[] before, byte[] after)
    {
        using var rename = new Statement(connection, "UPDATE OR REPLACE kept_memberships SET room = ?2 WHERE room = ?1");
        rename.Bind(1, before).Bind(2, after).Run();
    }

    /// <summary>All whose account still has it so. Under no lock.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<StoredUser> All() => store.Read(connection =>
    {
        using var query = new Statement(
            connection,
            """
            SELECT kept_users.nickname, accounts.name, kept_users.username, kept_users.real_name, kept_users.away, kept_users.modes
            FROM kept_users JOIN accounts ON accounts.name = kept_users.account AND accounts.keys IS NOT NULL AND accounts.is_always_on
            """);
        var all = new List<StoredUser>();
        while (query.Step())
        {
            all.Add(new StoredUser(query.Bytes(0)!, query.Bytes(1)!, query.Bytes(2)!, query.Bytes(3)!, RoomsOf(connection, query.Bytes(1)!))
            {
                Away = query.Bytes(4),
                Modes = UserModeRow.Parse(query.Bytes(5)),
                Metadata = MetadataOf(connection, query.Bytes(1)!),
            });
        }
        return all;
    });

    private static ImmutableSortedDictionary<string, byte[]> MetadataOf(SqliteConnection connection, byte[] account)
    {
        using var query = new Statement(connection, "SELECT key, value FROM kept_user_metadata WHERE account = ?1");
        query.Bind(1, account);
        var all = MetadataSubject.None.ToBuilder();
        while (query.Step()) all.Add(Encoding.ASCII.GetString(query.Bytes(0)!), query.Bytes(1)!);
        return all.ToImmutable();
    }

    private static void ForgetMetadata(SqliteConnection connection, byte[] account)
    {
        using var delete = new Statement(connection, "DELETE FROM kept_user_metadata WHERE account = ?1");
        delete.Bind(1, account).Run();
    }

    private static List<(byte[] Name, MemberModes Modes)> RoomsOf(SqliteConnection connection, byte[] account)
    {
        using var query = new Statement(connection, "SELECT room, modes FROM kept_memberships WHERE account = ?1 ORDER BY room");
        query.Bind(1, account);
        var rooms = new List<(byte[], MemberModes)>();
        while (query.Step()) rooms.Add((query.Bytes(0)!, (MemberModes)query.Long(1)));
        return rooms;
    }
}
