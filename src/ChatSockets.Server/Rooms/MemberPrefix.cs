namespace ChatSockets.Server.Rooms;

/// <summary>
/// What a member may do in a room: Modern IRC, "Channel Membership Prefixes". A higher status has the higher bit, so that they compare.
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
/// One status: its mode letter and sign, who may give and take it, and whom its holder may kick or take a status from. What else it takes a
/// status for stands next to what is done: <see cref="Permissions"/>, and each mode's row in <see cref="RoomModeTable"/>.
/// </summary>
/// <param name="Mode">The status.</param>
/// <param name="Letter">Its mode letter.</param>
/// <param name="Symbol">What stands before a nickname that has it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="GivenBy">The lowest status that gives and takes it. Everybody may take off his own.</param>
/// <param name="ActsOn">The highest status that its holder may act on; null for nobody, not even members without one.</param>
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

    /// <summary>The status of a mode letter; null where the letter is none.</summary>
    public static MemberPrefix? OfLetter(byte letter) => All.FirstOrDefault(status => status.Letter == letter);

    /// <summary>The status of a sign; null where the sign is none.</summary>
    public static MemberPrefix? OfSymbol(byte sign) => All.FirstOrDefault(status => status.Symbol == sign);

    /// <summary>Writes the prefixes of several statuses (IRCv3 multi-prefix) or of the highest only; answers how many.</summary>
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
