using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>What a member may do in a room: Modern IRC, "Channel Membership Prefixes".</summary>
[Flags]
internal enum MemberModes : byte
{
    None = 0,
    Voice = 1,
    Operator = 2,
}

/// <summary>One user in one room. Guarded by the room's lock.</summary>
internal sealed class Membership(User user, MemberModes modes)
{
    /// <summary>The statuses with their mode letters and signs, the highest first (ISUPPORT PREFIX).</summary>
    public static readonly IReadOnlyList<(MemberModes Mode, byte Letter, byte Sign)> Statuses =
        [(MemberModes.Operator, (byte)'o', (byte)'@'), (MemberModes.Voice, (byte)'v', (byte)'+')];

    public User User { get; } = user;

    public MemberModes Modes { get; set; } = modes;

    public bool IsOperator => Modes.HasFlag(MemberModes.Operator);

    /// <summary>Whether the member is at least that; operators are above voices.</summary>
    public bool IsAtLeast(MemberModes status) => Modes >= status;

    /// <summary>Writes the signs of all statuses (IRCv3 multi-prefix) or of the highest only; answers how many.</summary>
    public int WriteSigns(Span<byte> destination, bool all)
    {
        int written = 0;
        foreach ((MemberModes mode, _, byte sign) in Statuses)
        {
            if (!Modes.HasFlag(mode)) continue;
            destination[written++] = sign;
            if (!all) break;
        }
        return written;
    }
}
