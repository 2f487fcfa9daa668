namespace ChatSockets.Core.State;

/// <summary>
/// The statuses of a member in a room: Modern IRC, "Channel Membership Prefixes". A higher status has a higher bit, so statuses can be
/// compared.
/// </summary>
[Flags]
internal enum MemberModes : byte
{
    None = 0,
    Voice = 1,
    HalfOperator = 2,
    Operator = 4,
    Admin = 8,
    Founder = 16,
}

/// <summary>
/// One status: its mode letter and prefix, who can give and take it, and whom its holder can kick or demote. Other requirements stand
/// beside the action: <see cref="Permissions"/>, and each mode's row in <see cref="RoomModeTable"/>.
/// </summary>
/// <param name="Mode">The status.</param>
/// <param name="Letter">Its mode letter.</param>
/// <param name="Symbol">The prefix before a nickname.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="GivenBy">The lowest status that gives and takes it. Everybody can give up their own.</param>
/// <param name="ActsOn">The highest status that its holder can act on; null for nobody, not even members without a status.</param>
internal sealed record MemberPrefix(MemberModes Mode, byte Letter, byte Symbol, string Name, MemberModes GivenBy, MemberModes? ActsOn)
{
    /// <summary>All there are, the highest first (ISUPPORT PREFIX).</summary>
    public static readonly IReadOnlyList<MemberPrefix> All =
    [
        new(MemberModes.Founder, (byte)'q', (byte)'~', "founder", GivenBy: MemberModes.Founder, ActsOn: MemberModes.Founder),
        new(MemberModes.Admin, (byte)'a', (byte)'&', "admin", GivenBy: MemberModes.Founder, ActsOn: MemberModes.Operator),
        new(MemberModes.Operator, (byte)'o', (byte)'@', "operator", GivenBy: MemberModes.Operator, ActsOn: MemberModes.Operator),
        new(MemberModes.HalfOperator, (byte)'h', (byte)'%', "half-operator", GivenBy: MemberModes.Operator, ActsOn: MemberModes.Voice),
        new(MemberModes.Voice, (byte)'v', (byte)'+', "voice", GivenBy: MemberModes.HalfOperator, ActsOn: null),
    ];

    /// <summary>The highest.</summary>
    public static readonly MemberPrefix Founder = Highest(MemberModes.Founder)!;

    /// <summary>The one below it.</summary>
    public static readonly MemberPrefix Admin = Highest(MemberModes.Admin)!;

    public static readonly string Letters = string.Concat(All.Select(status => (char)status.Letter));

    public static readonly string Prefixes = string.Concat(All.Select(status => (char)status.Symbol));

    /// <summary>Returns the status of a mode letter; null if it is none.</summary>
    public static MemberPrefix? OfLetter(byte letter) => All.FirstOrDefault(status => status.Letter == letter);

    /// <summary>Returns the status of a prefix; null if it is none.</summary>
    public static MemberPrefix? OfSymbol(byte sign) => All.FirstOrDefault(status => status.Symbol == sign);

    /// <summary>Writes the prefixes of all statuses (IRCv3 multi-prefix) or of the highest. Returns their number.</summary>
    public static int WritePrefixes(MemberModes modes, Span<byte> destination, bool all)
    {
        // Most members of a large room have none.
        if (modes == MemberModes.None) return 0;
        int written = 0;
        foreach (MemberPrefix status in All)
        {
            if (!modes.HasFlag(status.Mode)) continue;
            destination[written++] = status.Symbol;
            if (!all) break;
        }
        return written;
    }

    /// <summary>The highest of several; null for none.</summary>
    public static MemberPrefix? Highest(MemberModes modes) => All.FirstOrDefault(status => modes.HasFlag(status.Mode));
}
