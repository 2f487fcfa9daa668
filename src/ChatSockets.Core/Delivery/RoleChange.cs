using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>Members get other statuses, and the room is told. Within the room's lock.</summary>
internal static class RoleChange
{
    /// <summary>Makes founders operators after a room's registration has ended. Within the room's lock.</summary>
    public static void OnEnd(ChatEnvironment server, RoomEvents events, Room room)
    {
        foreach (Membership member in room.Members)
        {
            if (!member.Modes.HasFlag(MemberModes.Founder)) continue;
            if (Set(room, member, WithoutFounder(member.Modes)) is not { } mode) continue;
            Told(server, events, room, mode).To(room.Readers);
        }
    }

    /// <summary>Returns the statuses with founder replaced by operator.</summary>
    public static MemberModes WithoutFounder(MemberModes modes) =>
        modes.HasFlag(MemberModes.Founder) ? (modes & ~MemberModes.Founder) | MemberModes.Operator : modes;

    /// <summary>What the room is told of it, and what is stored.</summary>
    public static Broadcast Told(ChatEnvironment server, RoomEvents events, Room room, (byte[] Letters, List<byte[]> Arguments) mode)
    {
        var change = new Broadcast(server, from: null, Lines.Mode(server.Name, room.Name, mode.Letters, mode.Arguments));
        change.Use(events.Keep(room, LineKind.Mode,
            [.. mode.Letters, .. mode.Arguments.SelectMany(static argument => argument.Prepend((byte)' '))]));
        return change;
    }

    /// <summary>Gives a member another status. Returns the letters that say so, with their arguments; null where it is the same.</summary>
    public static (byte[] Letters, List<byte[]> Arguments)? Set(Room room, Membership member, MemberModes modes)
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
