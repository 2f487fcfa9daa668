using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// All rooms of a user, locked together, for what everybody who shares one with the user must see once and in the one order of
/// each: a new nickname, a farewell. The rooms' locks are taken in the order of their ids and let go by Dispose.
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

    /// <summary>Tells each who shares a room with the user and negotiated what is needed, once; not the user.</summary>
    public void Announce(ref Broadcast message, Capability needed = Capability.None)
    {
        Outbox own = _user.Session.Outbox;
        if (_rooms.Length == 1)
        {
            message.To(_rooms[0].Readers, except: own, needed);
        }
        else if (_rooms.Length > 1)
        {
            var told = new HashSet<Outbox> { own };
            foreach (Room room in _rooms)
            {
                foreach (Outbox reader in room.Readers)
                {
                    if (told.Add(reader) && (reader.Capabilities & needed) == needed) message.To(reader);
                }
            }
        }
    }

    /// <summary>
    /// Tells each who shares a room with the user, and each who monitors the user and negotiated extended-monitor, and in both cases what is
    /// needed, once; not the user. For every change of a user that has a capability of its own.
    /// </summary>
    public void AnnounceChange(ref Broadcast change, Capability needed)
    {
        Announce(ref change, needed);
        _user.Session.Server.Monitors.Announce(_user, ref change, needed, _rooms);
    }

    /// <summary>The rooms themselves, locked.</summary>
    public ReadOnlySpan<Room> Rooms => _rooms;

    /// <summary>Everybody who shares a room with the user, as often as they do; the user too.</summary>
    public IEnumerable<User> Members() => _rooms.SelectMany(room => room.Members).Select(member => member.User);

    /// <summary>The user leaves them all.</summary>
    public void Leave()
    {
        foreach (Room room in _rooms) room.Leave(_user);
    }

    public void Dispose()
    {
        foreach (Room room in _rooms) room.Gate.Exit();
    }
}
