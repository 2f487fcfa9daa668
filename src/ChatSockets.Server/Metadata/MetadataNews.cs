using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Metadata;

/// <summary>Who is told that a value has changed: IRCv3 metadata, "Notifications". Those who are subscribed to the key, but not who changed it.</summary>
internal static class MetadataNews
{
    /// <summary>Tells a room's members of the room; within its lock.</summary>
    public static void OfRoom(CommandContext context, Room room, string key, byte[]? value)
    {
        var news = new Broadcast(context.Server, context.User, Lines.Metadata(context.User, room.Name, key, value));
        Tell(context, room, key, ref news);
    }

    /// <summary>Tells all who share a room with the user or monitor the user, once; within the rooms' locks.</summary>
    public static void OfUser(CommandContext context, in CommonRooms rooms, string key, byte[]? value)
    {
        var news = new Broadcast(context.Server, context.User, Lines.Metadata(context.User, context.User.Nickname, key, value));
        var others = new HashSet<User>(rooms.Members());
        lock (context.Server.Monitors.Gate)
        {
            foreach (Session watcher in context.Server.Monitors.WatchersOf(context.User)) others.Add(watcher.User);
            others.Remove(context.User);
            foreach (User other in others)
            {
                if (IsSubscribed(other, key)) news.To(other.Session.Outbox);
            }
        }
    }

    /// <summary>Tells a room's members of somebody who has just entered; within its lock.</summary>
    public static void OfNewcomer(CommandContext context, Room room)
    {
        foreach ((string key, byte[] value) in context.User.Metadata)
        {
            var news = new Broadcast(context.Server, context.User, Lines.Metadata(context.User, context.User.Nickname, key, value));
            Tell(context, room, key, ref news);
        }
    }

    private static void Tell(CommandContext context, Room room, string key, ref Broadcast news)
    {
        foreach (Membership member in room.Members)
        {
            if (member.User != context.User && IsSubscribed(member.User, key)) news.To(member.User.Session.Outbox);
        }
    }

    private static bool IsSubscribed(User user, string key) => user.Session.Has(Capability.Metadata) && user.Session.Subscriptions.Contains(key);
}
