namespace ChatSockets.Core.State;

/// <summary>One user in one room. Guarded by the room's lock.</summary>
internal sealed class Membership(User user, MemberModes modes)
{
    /// <summary>The statuses, the highest first.</summary>
    public static IReadOnlyList<MemberPrefix> Statuses => MemberPrefix.All;

    public User User { get; } = user;

    /// <summary>Changed by <see cref="Room.SetModes"/>, once the member is in the room.</summary>
    public MemberModes Modes { get; set; } = modes;

    /// <summary>The first id that the member can read however the room was closed: everything since they entered.</summary>
    public long Since { get; init; }

    /// <summary>Whether it is over: whoever comes back has another one.</summary>
    public bool HasLeft { get; set; }

    /// <summary>Whether the room lasts because of the member.</summary>
    public bool IsAlwaysOn { get; set; }

    /// <summary>
    /// The account of which the store knows that it is a member; null for none. <see cref="RoomConversations"/> changes it.
    /// </summary>
    public byte[]? Attending { get; set; }

    /// <summary>Whether the member is at least that; a founder is above an admin, and so on down to voices.</summary>
    public bool IsAtLeast(MemberModes status) => Modes >= status;

    /// <summary>Whether the member may kick another or take a status from him; everybody may do it to himself.</summary>
    public bool MayActOn(Membership other)
    {
        if (other == this) return true;
        MemberModes theirs = MemberPrefix.Highest(other.Modes)?.Mode ?? MemberModes.None;
        return MemberPrefix.Highest(Modes)?.ActsOn is { } highest && theirs <= highest;
    }

    /// <summary>Writes the prefixes of all statuses (IRCv3 multi-prefix) or of the highest. Returns their number.</summary>
    public int WritePrefixes(Span<byte> destination, bool all) => MemberPrefix.WritePrefixes(Modes, destination, all);
}
