using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "NAMES message".</summary>
internal static class Names
{
    public static readonly Command Row = new("NAMES", Handle, "NAMES <room>[,<room>...]",
        "Lists the members of a room.")
    { TakesTargets = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].IsEmpty) context.Reply.EndOfNames("*"u8);
        foreach (ReadOnlySpan<byte> name in new TargetList(message[0]))
        {
            if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room))
            {
                context.Reply.EndOfNames(name);
                continue;
            }
            NameList? rest;
            lock (room.Gate)
            {
                rest = context.Reply.Names(room, context.Session);
                if (rest is not null) context.Reply.Buffer.ExpectMore();
                context.Reply.Buffer.Flush();
            }
            if (!context.TryPage(rest)) return;
        }
    }
}
