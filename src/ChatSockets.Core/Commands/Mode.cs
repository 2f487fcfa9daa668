using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "MODE message": dispatches to the modes of a user or a room.</summary>
internal static class Mode
{
    public static readonly Command Row = new("MODE", Handle, "MODE <room or nickname> [<modes> [<argument>...]]",
        "Shows or changes the modes of a room or of yourself.")
    {
        MinimumParameters = 1,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> target = message[0];
        if (RoomName.IsRoom(target))
        {
            if (context.Server.Rooms.TryFindVisible(target, context.User, out Room? room)) RoomMode.Handle(context, room, message);
            else context.Reply.NoSuchRoom(target);
            return;
        }
        if (!context.Server.Users.TryFind(target, out User? user)) context.Reply.NoSuchNick(target);
        else if (user != context.User) context.Reply.Send(Numeric.ERR_USERSDONTMATCH, "Cannot change mode for other users"u8);
        else UserMode.Handle(context, message[1]);
    }
}
