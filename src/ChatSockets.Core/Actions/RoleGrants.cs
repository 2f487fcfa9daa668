using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Gives members of a registered room the status that their account has there: when they enter, and when they log in later. The server says
/// so with a MODE, as services do elsewhere. Nobody loses one by logging out.
/// </summary>
internal static class RoleGrants
{
    /// <summary>The user has just entered. Within the room's lock.</summary>
    /// <param name="context">The user's.</param>
    /// <param name="room">Which.</param>
    public static void OnJoin(CommandContext context, Room room)
    {
        if (room.Registration is { } registration && room.Find(context.User) is { } member)
            Change(context, room, member, member.Modes | registration.ModesOf(context.User.Account));
    }

    /// <summary>The user has just logged in. Under no room's lock.</summary>
    /// <param name="context">The user's.</param>
    public static void OnLogin(CommandContext context)
    {
        foreach (Room room in context.User.Rooms)
        {
            lock (room.Gate)
            {
                if (room.Find(context.User) is { } member) context.Server.RoomConversations.Entered(room, member);
                OnJoin(context, room);
                context.Reply.Buffer.Flush();
            }
        }
    }

    /// <summary>Updates an account's users in the room after the account's status has changed. Within the room's lock.</summary>
    /// <param name="context">The context of the user who changed it.</param>
    /// <param name="room">The room.</param>
    /// <param name="account">The account.</param>
    /// <param name="before">Its former status.</param>
    public static void OnChange(CommandContext context, Room room, byte[] account, MemberModes before)
    {
        MemberModes now = room.Registration?.ModesOf(account) ?? MemberModes.None;
        foreach (Membership member in room.Members)
        {
            if (CaseMapping.Ascii.Equals(member.User.Account, account)) Change(context, room, member, (member.Modes & ~before) | now);
        }
    }

    /// <summary>Gives a member another status and tells the room; nothing where it is the same. Within the room's lock.</summary>
    public static void Change(CommandContext context, Room room, Membership member, MemberModes modes)
    {
        if (RoleChange.Set(room, member, modes) is not { } mode) return;
        Broadcast change = RoleChange.Told(context.Server, context.Server.Events, room, mode);
        context.Tell(room, ref change);
    }
}
