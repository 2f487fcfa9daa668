using ChatSockets.Core.Delivery;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Announces changed values: IRCv3 metadata, "Notifications". Sent to the subscribers of the key, but not to the session that changed it.
/// </summary>
internal static class MetadataNews
{
    /// <summary>Tells a room's members of the room; within its lock.</summary>
    public static void OfRoom(CommandContext context, Room room, string key, byte[]? value)
    {
        var news = new Broadcast(context.Server, context.User, Lines.Metadata(context.User, room.Name, key, value));
        foreach (Session session in room.Members.SelectMany(member => member.User.Sessions))
        {
            if (session != context.Session) Tell(session, room.Name, key, value, ref news);
        }
    }

    /// <summary>
    /// Tells everybody who shares a room with the user or monitors the user, and the user's other sessions, once; within the rooms' locks.
    /// </summary>
    public static void OfUser(ChatContext server, User user, Session? acting, in CommonRooms rooms, string key, byte[]? value)
    {
        var news = new Broadcast(server, user, Lines.Metadata(user, user.Nickname, key, value));
        var others = new HashSet<Session>(rooms.Members().Append(user).SelectMany(member => member.Sessions));
        lock (server.Monitors.Gate)
        {
            others.UnionWith(server.Monitors.WatchersOf(user));
            if (acting is not null) others.Remove(acting);
            foreach (Session other in others) Tell(other, user.Nickname, key, value, ref news);
        }
    }

    /// <summary>Tells a room's members about a user who has just entered; within its lock.</summary>
    public static void OfNewcomer(CommandContext context, Room room)
    {
        foreach ((string key, byte[] value) in context.User.Metadata)
        {
            var news = new Broadcast(context.Server, context.User, Lines.Metadata(context.User, context.User.Nickname, key, value));
            foreach (Session session in room.Members.Where(member => member.User != context.User)
                .SelectMany(member => member.User.Sessions))
                Tell(session, context.User.Nickname, key, value, ref news);
        }
    }

    // If it is subscribed.
    private static void Tell(Session session, byte[] target, string key, byte[]? value, scoped ref Broadcast news)
    {
        if (!MetadataForm.IsKnownTo(session) || !session.Subscriptions.Contains(key)) return;
        if (!MetadataForm.IsNumeric(session))
        {
            news.To(session.Outbox);
            return;
        }
        var reply = new Reply(session);
        MetadataForm.Write(reply.Buffer, target, key, value);
        reply.Buffer.FlushUnasked();
    }
}
