using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "PART message".</summary>
internal static class Part
{
    public static readonly Command Row = new("PART", Handle, "PART <room>[,<room>...] [:<reason>]",
        "Leaves rooms.")
    { MinimumParameters = 1, TakesTargets = true, IsShared = true };

    private static void Handle(CommandContext context, in Message message)
    {
        foreach (ReadOnlySpan<byte> name in new TargetList(message[0])) Leave(context, name, message[1]);
    }

    public static void Leave(CommandContext context, ReadOnlySpan<byte> name, ReadOnlySpan<byte> reason)
    {
        if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room))
        {
            context.Reply.NoSuchRoom(name);
            return;
        }
        lock (room.Gate)
        {
            if (room.Find(context.User) is null)
            {
                context.Reply.NotOnRoom(room.Name);
                return;
            }
            context.Tell(room, Lines.Part(context.User, room.Name, reason), LineKind.Part, reason.ToArray());
            context.Reply.Buffer.Flush();
            room.Leave(context.User);
        }
    }
}
