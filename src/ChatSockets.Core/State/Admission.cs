using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>The reason why a user cannot enter a room, and whether the room forwards such users to another (mode L).</summary>
internal sealed record Refusal(Numeric Numeric, string Text, bool Forwards)
{
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Text);
}

/// <summary>Decides who may enter a room: Modern IRC, "JOIN message" and "Channel Modes".</summary>
internal static class Admission
{
    private static readonly Refusal WrongKey = new(Numeric.ERR_BADCHANNELKEY, "Cannot join channel (+k)", Forwards: false);
    private static readonly Refusal Banned = new(Numeric.ERR_BANNEDFROMCHAN, "Cannot join channel (+b)", Forwards: false);
    private static readonly Refusal NoAccount = new(Numeric.ERR_NEEDREGGEDNICK,
        "Cannot join channel (+R): log in to an account first", Forwards: true);
    private static readonly Refusal NotInvited = new(Numeric.ERR_INVITEONLYCHAN, "Cannot join channel (+i)", Forwards: true);
    private static readonly Refusal Full = new(Numeric.ERR_CHANNELISFULL, "Cannot join channel (+l)", Forwards: true);
    private static readonly Refusal TooManyJoins = new(Numeric.ERR_THROTTLE,
        "Cannot join channel (+j): too many join at once, try again soon", Forwards: true);

    /// <summary>
    /// Returns null if the user may enter, which counts as a join. Within the room's lock. An invitation overrides everything except a key.
    /// </summary>
    public static Refusal? Refuse(Room room, User user, ReadOnlySpan<byte> key, TimeProvider clock)
    {
        RoomModes modes = room.Modes;
        if (modes.Key is not null && !modes.Key.AsSpan().SequenceEqual(key)) return WrongKey;
        if (!user.Invitations.Contains(room))
        {
            if (room.IsBanned(user, toSpeak: false)) return Banned;
            if (modes.AdmitsAccountsOnly && user.Account is null) return NoAccount;
            if (modes.IsInviteOnly && !room.InviteExceptions.Matches(user, toSpeak: false)) return NotInvited;
            if (room.Count >= modes.Limit) return Full;
            if (modes.JoinFlood is { } flood && !flood.TryCount(room, clock)) return TooManyJoins;
        }
        return null;
    }
}
