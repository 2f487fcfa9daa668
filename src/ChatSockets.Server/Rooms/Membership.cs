using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>One user in one room. Guarded by the room's lock.</summary>
internal sealed class Membership(User user, MemberModes modes)
{
    /// <summary>The statuses, the highest first.</summary>
    public static IReadOnlyList<Status> Statuses => Status.All;

    public User User { get; } = user;

    public MemberModes Modes { get; set; } = modes;

    /// <summary>Whether the member is at least that; a founder is above an admin, and so on down to voices.</summary>
    public bool IsAtLeast(MemberModes status) => Modes >= status;

    /// <summary>Whether the member may kick another or take a status from him; everybody may do it to himself.</summary>
    public bool MayActOn(Membership other)
    {
        if (other == this) return true;
        MemberModes theirs = Status.Highest(other.Modes)?.Mode ?? MemberModes.None;
        return Status.Highest(Modes)?.ActsOn is { } highest && theirs <= highest;
    }

    /// <summary>Writes the signs of all statuses (IRCv3 multi-prefix) or of the highest only; answers how many.</summary>
    public int WriteSigns(Span<byte> destination, bool all) => Status.WriteSigns(Modes, destination, all);
}
