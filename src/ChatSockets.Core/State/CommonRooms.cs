using System.Collections.Immutable;

namespace ChatSockets.Core.State;

/// <summary>
/// All rooms of a user, locked together, for messages that everybody who shares a room with the user must see once and in each room's
/// order: a new nickname, a quit. The locks are taken in the order of the rooms' ids and released by Dispose.
/// </summary>
internal readonly ref struct CommonRooms
{
    private readonly User _user;
    private readonly Room[] _rooms;

    public CommonRooms(User user)
    {
        _user = user;
        while (true)
        {
            ImmutableArray<Room> rooms = user.Rooms;
            _rooms = [.. rooms];
            Array.Sort(_rooms, static (one, other) => one.Id.CompareTo(other.Id));
            foreach (Room room in _rooms) room.Gate.Enter();
            // Somebody may have kicked the user out of one before it was locked.
            if (user.Rooms == rooms) return;
            Dispose();
        }
    }

    public User User => _user;

    /// <summary>The rooms themselves, locked.</summary>
    public ReadOnlySpan<Room> Rooms => _rooms;

    /// <summary>Everybody who shares a room with the user, once per room, including the user.</summary>
    public IEnumerable<User> Members() => _rooms.SelectMany(room => room.Members).Select(member => member.User);

    /// <summary>The user leaves them all, because it leaves the server.</summary>
    public void Leave()
    {
        foreach (Room room in _rooms) room.Leave(_user, isForGood: false);
    }

    public void Dispose()
    {
        foreach (Room room in _rooms) room.Gate.Exit();
    }
}
