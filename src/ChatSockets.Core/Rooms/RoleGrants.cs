using ChatSockets.Core.Commands;
using ChatSockets.Core.Delivery;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Rooms;

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

    /// <summary>Makes founders operators after a room's registration has ended. Within the room's lock.</summary>
    /// <param name="room">The room.</param>
    public static void OnEnd(Room room)
    {
        foreach (Membership member in room.Members)
        {
            if (!member.Modes.HasFlag(MemberModes.Founder)) continue;
            ChatContext server = member.User.Server;
            if (Set(room, member, WithoutFounder(member.Modes)) is not { } mode) continue;
            Told(server, room, mode).To(room.Readers);
        }
    }

    /// <summary>Returns the statuses with founder replaced by operator.</summary>
    public static MemberModes WithoutFounder(MemberModes modes) =>
        modes.HasFlag(MemberModes.Founder) ? (modes & ~MemberModes.Founder) | MemberModes.Operator : modes;

    /// <summary>Gives a member another status and tells the room; nothing where it is the same. Within the room's lock.</summary>
    public static void Change(CommandContext context, Room room, Membership member, MemberModes modes)
    {
        if (Set(room, member, modes) is not { } mode) return;
        Broadcast change = Told(context.Server, room, mode);
        context.Tell(room, ref change);
    }

    private static Broadcast Told(ChatContext server, Room room, (byte[] Letters, List<byte[]> Arguments) mode)
    {
        var change = new Broadcast(server, from: null, Lines.Mode(server.Name, room.Name, mode.Letters, mode.Arguments));
        change.Use(server.Events.Keep(room, LineKind.Mode,
            [.. mode.Letters, .. mode.Arguments.SelectMany(static argument => argument.Prepend((byte)' '))]));
        return change;
    }

    // The letters that say so, with their arguments; null where it is the same.
    private static (byte[] Letters, List<byte[]> Arguments)? Set(Room room, Membership member, MemberModes modes)
    {
        var letters = new List<byte>();
        var arguments = new List<byte[]>();
        Add((byte)'-', member.Modes & ~modes);
        Add((byte)'+', modes & ~member.Modes);
        if (arguments.Count == 0) return null;
        room.SetModes(member, modes);
        return (letters.ToArray(), arguments);

        void Add(byte sign, MemberModes statuses)
        {
            if (statuses != MemberModes.None) letters.Add(sign);
            foreach (MemberPrefix status in MemberPrefix.All)
            {
                if (!statuses.HasFlag(status.Mode)) continue;
                letters.Add(status.Letter);
                arguments.Add(member.User.Nickname);
            }
        }
    }
}
