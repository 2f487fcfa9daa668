using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// The one place where a registered user's user name or host changes: IRCv3 chghost. Those who have it see CHGHOST, the others see the user leave and
/// come back, and the user is told the host that others see (RPL_VISIBLEHOST).
/// </summary>
/// <remarks>
/// The context is the user's. On another thread than that of the user's connection it is <see cref="CommandContext.OfAnother"/>, by which no label is answered.
/// No room's lock may be held.
/// </remarks>
internal static class HostChange
{
    /// <param name="context">The user's.</param>
    /// <param name="username">With the tilde that says that nobody vouched for it, where nobody did.</param>
    /// <param name="host">As a parameter can hold it.</param>
    public static void Apply(CommandContext context, byte[] username, byte[] host)
    {
        User user = context.User;
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

        var change = new Broadcast(context.Server, user, Lines.Chghost(user, username, host));
        var farewell = new Broadcast(context.Server, user, Lines.Quit(user, isNewHost ? "Changing host"u8 : "Changing user name"u8));
        user.Username = username;
        user.Host = host;
        rooms.AnnounceChange(ref change, Capability.Chghost);
        Cycle(context, rooms.Rooms, ref farewell);
        if (context.Session.Has(Capability.Chghost)) context.TellUser(ref change);
        if (isNewHost) context.Reply.Send(Numeric.RPL_VISIBLEHOST, host, "is now your displayed host"u8);
        context.Reply.Buffer.Flush();
    }

    // "Fallback when the chghost capability has not been negotiated".
    private static void Cycle(CommandContext context, ReadOnlySpan<Room> rooms, ref Broadcast farewell)
    {
        User user = context.User;
        var told = new HashSet<Outbox>();
        foreach (Room room in rooms)
        {
            foreach (Outbox reader in room.Readers)
            {
                if (IsFooled(context, reader) && told.Add(reader)) farewell.To(reader);
            }
        }
        if (told.Count == 0) return;

        var away = new Broadcast(context.Server, user, Lines.Away(user));
        foreach (Room room in rooms)
        {
            var entrance = new Broadcast(context.Server, user, Lines.Join(user, room), Lines.ExtendedJoin(user, room));
            byte[] letters = StatusLetters(room, user);
            var modes = new Broadcast(context.Server, null, Lines.Mode(context.Server.Name, room.Name, [(byte)'+', .. letters], letters.Select(_ => user.Nickname)));
            foreach (Outbox reader in room.Readers)
            {
                if (!told.Contains(reader)) continue;
                entrance.To(reader);
                if (letters.Length > 0) modes.To(reader);
                if (user.Away is not null && reader.Capabilities.HasFlag(Capability.AwayNotify)) away.To(reader);
            }
        }
    }

    // Not the user, and nobody in line mode, where no host is ever shown.
    private static bool IsFooled(CommandContext context, Outbox reader) =>
        reader != context.Session.Outbox && !reader.Capabilities.HasFlag(Capability.Chghost) && reader.Variant != Variant.Typed;

    private static byte[] StatusLetters(Room room, User user)
    {
        MemberModes modes = room.Find(user)!.Modes;
        return [.. Membership.Statuses.Where(status => modes.HasFlag(status.Mode)).Select(status => status.Letter)];
    }
}
