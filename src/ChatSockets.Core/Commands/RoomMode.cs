using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "MODE message", "Channel mode": shows a room's modes, or changes them by a <see cref="RoomModeChange"/>.</summary>
internal static class RoomMode
{
    /// <summary>The most changes with an argument in one command (ISUPPORT MODES).</summary>
    public const int MaximumArguments = 12;

    public static void Handle(CommandContext context, Room room, in Message message)
    {
        // Looked up before this room is locked: rooms are locked together only in the order of their ids.
        List<byte[]> forwards = message[1].Contains((byte)'L') ? OwnRooms(context, message) : [];
        context.Server.Rooms.Registry.Prepare(room);
        lock (room.Gate)
        {
            if (message.Count == 1)
            {
                context.Reply.Modes(room, context.User);
                return;
            }
            Membership? member = Override.Actor(context, room);
            if (member is null && !IsListQuery(message))
            {
                context.Reply.NotOnRoom(room.Name);
                return;
            }
            var change = new RoomModeChange(context, room, member, forwards);
            change.Apply(message);
            if (change.HasChanged)
                Override.Log(context, room, "MODE", own => own.IsAtLeast(change.Needed), Encoding.UTF8.GetString(message[1]));
            if (change.IsOfRoom) room.Keep();
            change.Announce();
            context.Reply.Buffer.Flush();
        }
    }

    // Guests may look at lists, as far as these are public.
    private static bool IsListQuery(in Message message)
    {
        if (message.Count != 2 || message[1].IsEmpty) return false;
        foreach (byte letter in message[1])
        {
            if (letter != (byte)'+' && !RoomModeTable.Lists.Contains((char)letter, StringComparison.Ordinal)) return false;
        }
        return true;
    }

    // Those of the rooms among the arguments that the user may have guests forwarded to.
    private static List<byte[]> OwnRooms(CommandContext context, in Message message)
    {
        var names = new List<byte[]>();
        for (int i = 2; i < message.Count; i++)
        {
            if (!context.Server.Rooms.TryFindVisible(message[i], context.User, out Room? room)) continue;
            lock (room.Gate)
            {
                if (Override.Actor(context, room) is { } member && member.IsAtLeast(Permissions.ForwardTo)) names.Add(room.Name);
            }
        }
        return names;
    }
}
