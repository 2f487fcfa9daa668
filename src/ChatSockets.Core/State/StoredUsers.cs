using System.Text;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.State;

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
        byte[] modes = Encoding.ASCII.GetBytes(UserModeRow.Format(user.Modes & ~UserModes.Operator));
        var row = new UserRow(user.Account!, user.Nickname, user.Username, user.RealName, user.OwnAway, modes, user.Metadata);
        store.Submit(connection => UserTable.Write(connection, row));
    }

    /// <summary>The user is in a room, with that status. Within the room's lock.</summary>
    public void Entered(User user, byte[] room, MemberModes modes)
    {
        byte[] account = user.Account!;
        store.Submit(connection => UserTable.Enter(connection, account, room, (long)modes));
    }

    /// <summary>The user is in a room no more. Within the room's lock.</summary>
    public void Left(User user, byte[] room)
    {
        byte[] account = user.Account!;
        store.Submit(connection => UserTable.Leave(connection, account, room));
    }

    /// <summary>Deletes the account's stored user.</summary>
    public void Forget(byte[] account) => store.Submit(connection => UserTable.Delete(connection, account));

    /// <summary>All whose account still has it so. Under no lock.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public IReadOnlyList<StoredUser> All() => store.Read(UserTable.All).ConvertAll(Read);

    private static StoredUser Read(UserRow row) => new(row.Nickname, row.Account, row.Username, row.RealName,
        [.. row.Rooms.Select(static room => (room.Name, (MemberModes)room.Modes))])
    {
        Away = row.Away,
        Modes = UserModeRow.Parse(row.Modes),
        Metadata = MetadataSubject.None.AddRange(row.Metadata),
    };
}
