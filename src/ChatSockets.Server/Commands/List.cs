using ChatSockets.Protocol;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Commands;

/// <summary>Modern IRC, "LIST message".</summary>
internal static class List
{
    public static readonly Command Row = new("LIST", Handle, "LIST [<room>[,<room>...]]", "Lists the rooms, how many are in each, and what they are about.")
    {
        Cost = 3,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].IsEmpty)
        {
            foreach (Room room in context.Server.Rooms.All)
            {
                ListOne(context, room);
                if (!context.Page()) return;
            }
        }
        else
        {
            foreach (ReadOnlySpan<byte> name in new TargetList(message[0]))
            {
                if (context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) ListOne(context, room);
            }
        }
        context.Reply.Send(Numeric.RPL_LISTEND, "End of /LIST"u8);
    }

    private static void ListOne(CommandContext context, Room room)
    {
        lock (room.Gate)
        {
            if (room.Count == 0 || !room.IsVisibleTo(context.User)) return;
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_LIST);
            writer.Parameter(room.Name);
            writer.Parameter(room.Count);
            writer.Trailing(room.Topic?.Text ?? []);
            context.Reply.Buffer.End(ref writer);
        }
    }
}
