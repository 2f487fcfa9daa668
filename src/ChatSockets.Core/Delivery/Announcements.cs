using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Delivery;

/// <summary>Tells users of something: one with all terminals, two, or everybody who shares a room with one.</summary>
internal static class Announcements
{
    /// <summary>Tells a user's sessions, except one, if they negotiated the capability.</summary>
    public static void Tell(this User user, scoped ref Broadcast line, Session? except = null, Capability needed = Capability.None)
    {
        foreach (Session session in user.Sessions)
        {
            if (session != except && session.Has(needed)) line.To(session.Outbox);
        }
    }

    /// <summary>
    /// Delivers a message to the reader's sessions and to the sender's other sessions, if they negotiated the capability.
    /// </summary>
    public static void TellBoth(scoped ref Broadcast said, Session speaker, User reader, Capability needed = Capability.None)
    {
        reader.Tell(ref said, needed: needed);
        if (reader != speaker.User) speaker.User.Tell(ref said, except: speaker, needed);
    }

    /// <summary>
    /// Tells everybody who shares a room with the user, and the user's other sessions, if they negotiated the capability, once.
    /// </summary>
    public static void Announce(
        this in CommonRooms rooms, ref Broadcast message, Session? acting, Capability needed = Capability.None)
    {
        if (rooms.Rooms.Length == 0)
        {
            rooms.User.Tell(ref message, except: acting, needed);
        }
        else if (rooms.Rooms.Length == 1)
        {
            message.To(rooms.Rooms[0].Readers, except: acting?.Outbox, needed);
        }
        else
        {
            var told = new HashSet<Outbox>();
            if (acting is not null) told.Add(acting.Outbox);
            foreach (Room room in rooms.Rooms)
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
    public static void AnnounceChange(
        this in CommonRooms rooms, Monitors monitors, ref Broadcast change, Session? acting, Capability needed)
    {
        rooms.Announce(ref change, acting, needed);
        monitors.Announce(rooms.User, ref change, needed, rooms.Rooms);
    }
}
