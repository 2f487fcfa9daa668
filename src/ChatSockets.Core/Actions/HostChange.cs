using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Changes a registered user's user name or host: IRCv3 chghost. Clients with that capability see CHGHOST, others see the user leave and
/// come back, and the user is told their visible host (RPL_VISIBLEHOST).
/// </summary>
/// <remarks>
/// Any thread, under no room's lock. All of the user's sessions are told, the acting one by its replies, so that a label is answered.
/// </remarks>
internal static class HostChange
{
    /// <param name="server">The chat.</param>
    /// <param name="user">Whose.</param>
    /// <param name="username">With the tilde that says that nobody vouched for it, where nobody did.</param>
    /// <param name="host">As a parameter can hold it.</param>
    /// <param name="acting">That of the session that asked for it, on its connection's thread.</param>
    public static void Apply(ChatContext server, User user, byte[] username, byte[] host, CommandContext? acting = null)
    {
        lock (user.Gate) Change(server, user, username, host, acting);
    }

    /// <summary>A user without a session has one again, and is here from where that comes. Within the user's lock.</summary>
    public static void Arrive(ChatContext server, User user, User newcomer)
    {
        user.ComeFrom(newcomer);
        // Where it looks the same, nobody needs to be told that it is not the same array.
        if (newcomer.Host.AsSpan().SequenceEqual(user.Host)) user.Host = newcomer.Host;
        else Change(server, user, user.Username, newcomer.Host, acting: null);
    }

    private static void Change(ChatContext server, User user, byte[] username, byte[] host, CommandContext? acting)
    {
        if (!user.IsRegistered)
        {
            // Nobody has seen the old ones.
            user.Username = username;
            user.Host = host;
            return;
        }
        using var rooms = new CommonRooms(user);
        bool isNewHost = !host.AsSpan().SequenceEqual(user.Host);
        if (!isNewHost && username.AsSpan().SequenceEqual(user.Username)) return;

        var change = new Broadcast(server, user, Lines.Chghost(user, username, host));
        var farewell = new Broadcast(server, user, Lines.Quit(user, isNewHost ? "Changing host"u8 : "Changing user name"u8));
        user.Username = username;
        user.Host = host;
        server.StoredUsers.Changed(user);
        rooms.AnnounceChange(server.Monitors, ref change, acting?.Session, Capability.Chghost);
        Cycle(server, user, rooms.Rooms, ref farewell);
        if (acting is not null && acting.Session.Has(Capability.Chghost)) acting.TellUser(ref change);
        if (isNewHost) TellHost(user, acting);
        acting?.Reply.Buffer.Flush();
    }

    private static void TellHost(User user, CommandContext? acting)
    {
        foreach (Session session in user.Sessions)
        {
            Reply reply = session == acting?.Session ? acting.Reply : new Reply(session);
            reply.Send(Numeric.RPL_VISIBLEHOST, user.Host, "is now your displayed host"u8);
            if (reply != acting?.Reply) reply.Buffer.FlushUnasked();
        }
    }

    // "Fallback when the chghost capability has not been negotiated".
    private static void Cycle(ChatContext server, User user, ReadOnlySpan<Room> rooms, ref Broadcast farewell)
    {
        Outbox[] own = [.. user.Sessions.Select(session => session.Outbox)];
        var told = new HashSet<Outbox>();
        foreach (Room room in rooms)
        {
            foreach (Outbox reader in room.Readers)
            {
                if (IsFooled(reader) && !own.Contains(reader) && told.Add(reader)) farewell.To(reader);
            }
        }
        if (told.Count == 0) return;

        var away = new Broadcast(server, user, Lines.Away(user));
        foreach (Room room in rooms)
        {
            var entrance = new Broadcast(server, user, Lines.Join(user, room), Lines.ExtendedJoin(user, room));
            byte[] letters = StatusLetters(room, user);
            var modes = new Broadcast(server, null,
                Lines.Mode(server.Name, room.Name, [(byte)'+', .. letters], letters.Select(_ => user.Nickname)));
            foreach (Outbox reader in room.Readers)
            {
                if (!told.Contains(reader)) continue;
                entrance.To(reader);
                if (letters.Length > 0) modes.To(reader);
                if (user.Away is not null && reader.Capabilities.HasFlag(Capability.AwayNotify)) away.To(reader);
            }
        }
    }

    // Nobody in line mode, where no host is ever shown.
    private static bool IsFooled(Outbox reader) => !reader.Capabilities.HasFlag(Capability.Chghost) && reader.Variant != Variant.Typed;

    private static byte[] StatusLetters(Room room, User user)
    {
        MemberModes modes = room.Find(user)!.Modes;
        return [.. Membership.Statuses.Where(status => modes.HasFlag(status.Mode)).Select(status => status.Letter)];
    }
}
