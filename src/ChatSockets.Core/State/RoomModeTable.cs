using System.Globalization;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>Sets a mode to a typed argument. Returns the error, or null.</summary>
internal delegate string? ModeArgument(RoomModes modes, ReadOnlySpan<byte> text);

/// <summary>A row of the <see cref="RoomModeTable"/>.</summary>
/// <param name="Letter">The mode's letter.</param>
/// <param name="Kind">A to D, as ISUPPORT CHANMODES counts them.</param>
/// <param name="Needs">The lowest status that sets and unsets it.</param>
internal abstract record RoomModeRow(char Letter, char Kind, MemberModes Needs);

/// <summary>A list of masks: kind A.</summary>
/// <param name="Letter">The mode's letter.</param>
/// <param name="Needs">The lowest status that changes it.</param>
/// <param name="List">Returns the room's list.</param>
/// <param name="Entry">The reply for one entry.</param>
/// <param name="End">The reply that ends the list.</param>
/// <param name="Name">Its name for people.</param>
internal sealed record ListMode(char Letter, MemberModes Needs, Func<Room, MaskList> List, Numeric Entry, Numeric End, string Name)
    : RoomModeRow(Letter, 'A', Needs)
{
    /// <summary>Whether everybody can read it, or only those who can change it.</summary>
    public bool IsPublic { get; init; }

    /// <summary>Whether a mute means anything on it.</summary>
    public bool TakesMutes { get; init; } = true;
}

/// <summary>A mode with one argument: kind B, where unsetting takes one too, or C.</summary>
/// <param name="Letter">The mode's letter.</param>
/// <param name="Kind">B or C.</param>
/// <param name="Needs">The lowest status that sets and unsets it.</param>
/// <param name="Show">The argument that is set; null for none.</param>
/// <param name="Set">Sets it.</param>
/// <param name="Unset">Unsets it.</param>
internal sealed record ArgumentMode(
    char Letter, char Kind, MemberModes Needs, Func<RoomModes, byte[]?> Show, ModeArgument Set, Action<RoomModes> Unset)
    : RoomModeRow(Letter, Kind, Needs)
{
    /// <summary>Whether only members may know the argument.</summary>
    public bool IsConfidential { get; init; }

    /// <summary>Whether the argument is another room, in which the asker must have <see cref="Permissions.ForwardTo"/>.</summary>
    public bool IsOtherRoom { get; init; }
}

/// <summary>A mode that is on or off: kind D.</summary>
/// <param name="Letter">The mode's letter.</param>
/// <param name="Needs">The lowest status that sets and unsets it.</param>
internal sealed record SwitchMode(char Letter, MemberModes Needs) : RoomModeRow(Letter, 'D', Needs);

/// <summary>
/// The modes of a room, one row per letter: Modern IRC, "Channel Modes". ISUPPORT CHANMODES, RPL_MYINFO, and everything that MODE accepts
/// and shows come from here. Letters not in Modern IRC have InspIRCd's meaning.
/// </summary>
internal static class RoomModeTable
{
    public static readonly IReadOnlyList<RoomModeRow> Rows =
    [
        new ListMode('b', MemberModes.HalfOperator, room => room.Bans, Numeric.RPL_BANLIST, Numeric.RPL_ENDOFBANLIST,
            "ban list") { IsPublic = true },
        new ListMode('e', MemberModes.HalfOperator, room => room.BanExceptions, Numeric.RPL_EXCEPTLIST,
            Numeric.RPL_ENDOFEXCEPTLIST, "exception list"),
        new ListMode('I', MemberModes.HalfOperator, room => room.InviteExceptions, Numeric.RPL_INVEXLIST, Numeric.RPL_ENDOFINVEXLIST,
            "invite exception list")
        {
            TakesMutes = false,
        },

        new ArgumentMode('k', 'B', MemberModes.Operator, modes => modes.Key, SetKey, modes => modes.Key = null) { IsConfidential = true },
        new ArgumentMode('l', 'C', MemberModes.Operator, modes => RoomModes.Number(modes.Limit), SetLimit, modes => modes.Limit = null),
        new ArgumentMode('f', 'C', MemberModes.Operator, modes => modes.LineFlood?.Text, SetLineFlood, modes => modes.LineFlood = null),
        new ArgumentMode('j', 'C', MemberModes.Operator, modes => modes.JoinFlood?.Text, SetJoinFlood, modes => modes.JoinFlood = null),
        new ArgumentMode('L', 'C', MemberModes.Operator, modes => modes.Forward, SetForward,
            modes => modes.Forward = null) { IsOtherRoom = true },

        new SwitchMode('C', MemberModes.Operator), // refuses CTCP but ACTION
        new SwitchMode('M', MemberModes.Operator), // hears accounts and voices only
        new SwitchMode('R', MemberModes.Operator), // admits accounts only
        new SwitchMode('c', MemberModes.Operator), // refuses colours and formatting
        new SwitchMode('i', MemberModes.HalfOperator), // admits the invited only
        new SwitchMode('m', MemberModes.HalfOperator), // hears voices only
        new SwitchMode('n', MemberModes.HalfOperator), // hears members only
        new SwitchMode('s', MemberModes.Operator), // is unknown to those outside
        new SwitchMode('t', MemberModes.HalfOperator), // its topic is protected
    ];

    /// <summary>The lists.</summary>
    public static readonly IReadOnlyList<ListMode> ListModes = [.. Rows.OfType<ListMode>()];

    /// <summary>The letters in their four kinds (ISUPPORT CHANMODES): <c>b,k,l,imnst</c>.</summary>
    public static readonly string Kinds = string.Join(',', "ABCD".Select(Letters));

    /// <summary>The lists' letters.</summary>
    public static readonly string Lists = Letters('A');

    /// <summary>Every letter, with those of the statuses (RPL_MYINFO).</summary>
    public static readonly string AllLetters = Sorted(string.Concat("ABCD".Select(Letters)) + MemberPrefix.Letters);

    /// <summary>Those that may come with an argument (RPL_MYINFO).</summary>
    public static readonly string ModesWithArgument = Sorted(string.Concat("ABC".Select(Letters)) + MemberPrefix.Letters);

    /// <summary>Returns the row of a letter; null if there is no such mode.</summary>
    public static RoomModeRow? Find(byte letter) => Rows.FirstOrDefault(row => row.Letter == letter);

    private static string Letters(char kind) => string.Concat(Rows.Where(row => row.Kind == kind).Select(row => row.Letter));

    private static string Sorted(string letters) => string.Concat(letters.Order());

    private static string? SetKey(RoomModes modes, ReadOnlySpan<byte> text)
    {
        if (text.Length > RoomModes.MaximumKeyBytes || text.ContainsAny(" ,:"u8))
            return "A key has 32 bytes at the most, and no space, comma or colon";
        modes.Key = text.ToArray();
        return null;
    }

    private static string? SetLimit(RoomModes modes, ReadOnlySpan<byte> text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int limit) || limit == 0)
            return "A limit is a whole number above 0";
        modes.Limit = limit;
        return null;
    }

    private static string? SetLineFlood(RoomModes modes, ReadOnlySpan<byte> text)
    {
        if (MessageRateLimit.Parse(text, mayKick: true) is not { } limit)
            return "Give lines:seconds, as in 5:10, each 1 to 3600; *5:10 also kicks";
        modes.LineFlood = limit;
        return null;
    }

    private static string? SetJoinFlood(RoomModes modes, ReadOnlySpan<byte> text)
    {
        if (MessageRateLimit.Parse(text, mayKick: false) is not { } limit) return "Give joins:seconds, as in 5:10, each 1 to 3600";
        modes.JoinFlood = limit;
        return null;
    }

    private static string? SetForward(RoomModes modes, ReadOnlySpan<byte> text)
    {
        modes.Forward = text.ToArray();
        return null;
    }
}
