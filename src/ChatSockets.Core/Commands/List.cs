using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "LIST message".</summary>
internal static class List
{
    public static readonly Command Row = new(
        "LIST", Handle, "LIST [<room, mask or condition>[,...]] [<condition>[,...]]",
            "Lists the rooms, how many are in each, and what they are about.")
    {
        Cost = 3,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        var filter = new RoomFilter();
        filter.Add(message[0]);
        filter.Add(message[1]);
        context.Reply.Send(Numeric.RPL_LISTSTART, "Channel"u8, "Users  Name"u8);
        if (filter.Names is { } names)
        {
            foreach (byte[] name in names)
            {
                if (context.Server.Rooms.TryFind(name, out Room? room)) ListOne(context, room, filter);
            }
        }
        else
        {
            foreach (Room room in context.Server.Rooms.All)
            {
                ListOne(context, room, filter);
                if (!context.Page()) return;
            }
        }
        context.Reply.Send(Numeric.RPL_LISTEND, "End of /LIST"u8);
    }

    private static void ListOne(CommandContext context, Room room, RoomFilter filter)
    {
        if (!room.IsVisibleTo(context.User)) return;
        int count;
        RoomTopic? topic;
        lock (room.Gate)
        {
            if (room.Count == 0 || !filter.Fits(room, context.Server.Clock.GetUtcNow())) return;
            count = room.Count;
            topic = room.Topic;
        }
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_LIST);
        writer.Parameter(room.Name);
        writer.Parameter(count);
        writer.Trailing(topic?.Text ?? []);
        context.Reply.Buffer.End(ref writer);
    }
}
