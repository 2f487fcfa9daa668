using System.Collections.Immutable;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Sessions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Rooms;

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

    /// <summary>
    /// Tells everybody who shares a room with the user, and the user's other sessions, if they negotiated the capability, once.
    /// </summary>
    public void Announce(ref Broadcast message, Session? acting, Capability needed = Capability.None)
    {
        if (_rooms.Length == 0)
        {
            _user.Tell(ref message, except: acting, needed);
        }
        else if (_rooms.Length == 1)
        {
            message.To(_rooms[0].Readers, except: acting?.Outbox, needed);
        }
        else
        {
            var told = new HashSet<Outbox>();
            if (acting is not null) told.Add(acting.Outbox);
            foreach (Room room in _rooms)
            {
                foreach (Outbox reader in room.Readers)
                {
                    if (told.Add(reader) && (reader.Capabilities & needed) == needed) message.To(reader, room.Readers.Length);
                }
            }
        }
    }

    /// <summary>
    /// Tells the same, and everybody who monitors the user and negotiated extended-monitor and the capability, once. For changes of a user
    /// that have a capability.
    /// </summary>
    public void AnnounceChange(ref Broadcast change, Session? acting, Capability needed)
    {
        Announce(ref change, acting, needed);
        _user.Server.Monitors.Announce(_user, ref change, needed, _rooms);
    }

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
