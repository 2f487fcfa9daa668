using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// The second parameter of WHO: letters that select users, and after a percent sign letters that select fields (IRCv3 WHOX, "Extended WHO
/// command"). The first letters are InspIRCd's, as far as they apply here; others are ignored.
/// </summary>
/// <remarks>
/// <c>o</c>: operators of the server only. Which of a user's properties the mask is compared with: <c>A</c> the away message, <c>a</c> the
/// account, <c>h</c> the host, <c>i</c> the address, <c>n</c> the nickname, <c>r</c> the real name, <c>s</c> the server, <c>u</c> the user
/// name; any of several.
/// </remarks>
internal readonly ref struct WhoRequest
{
    private const string Matches = "Aahinrsu";
    private const int MaximumTokenBytes = 3;

    private readonly long _matches;
    private readonly long _fields;

    public WhoRequest(ReadOnlySpan<byte> parameter)
    {
        int percent = parameter.IndexOf((byte)'%');
        foreach (byte letter in percent < 0 ? parameter : parameter[..percent])
        {
            if (letter == (byte)'o') OperatorsOnly = true;
            else if (Matches.Contains((char)letter, StringComparison.Ordinal)) _matches |= Bit(letter);
        }
        Token = "0"u8;
        if (percent < 0) return;
        IsExtended = true;
        ReadOnlySpan<byte> fields = parameter[(percent + 1)..];
        int comma = fields.IndexOf((byte)',');
        foreach (byte letter in comma < 0 ? fields : fields[..comma]) _fields |= Bit(letter);
        ReadOnlySpan<byte> token = comma < 0 ? default : fields[(comma + 1)..];
        if (token.Length is > 0 and <= MaximumTokenBytes && !token.ContainsAnyExceptInRange((byte)'0', (byte)'9')) Token = token;
    }

    /// <summary>Whether others than operators of the server are left out.</summary>
    public bool OperatorsOnly { get; }

    /// <summary>Whether the reply is RPL_WHOSPCRPL.</summary>
    public bool IsExtended { get; }

    /// <summary>The token by which the client tells replies apart; 0 if none was given or it is invalid.</summary>
    public ReadOnlySpan<byte> Token { get; }

    /// <summary>Whether it names the properties to compare the mask with. Then the text is a mask, even if it equals a nickname.</summary>
    public bool NamesProperties => _matches != 0;

    /// <summary>Whether the asker wants that field.</summary>
    public bool Asks(char field) => (_fields & Bit((byte)field)) != 0;

    /// <summary>Whether a mask means a user, as far as the asker may know.</summary>
    public bool Fits(CommandContext context, ReadOnlySpan<byte> mask, User user)
    {
        if (OperatorsOnly && !user.IsOperator) return false;
        if (!NamesProperties) return Is(mask, user.Nickname) || Is(mask, user.Username) || Is(mask, user.Host) || Is(mask, user.RealName);
        return (Compares('A') && Is(mask, user.Away))
            || (Compares('a') && Is(mask, user.Account))
            || (Compares('h') && Is(mask, user.Host))
            || (Compares('i') && context.User.SeesAddressOf(user) && Is(mask, user.Address))
            || (Compares('n') && Is(mask, user.Nickname))
            || (Compares('r') && Is(mask, user.RealName))
            || (Compares('s') && Is(mask, context.Server.Name))
            || (Compares('u') && Is(mask, user.Username));
    }

    private bool Compares(char property) => (_matches & Bit((byte)property)) != 0;

    private static bool Is(ReadOnlySpan<byte> mask, byte[]? value) => value is not null && Mask.Matches(mask, value, CaseMapping.Ascii);

    // Letters only have bits that tell them apart; whatever else comes is no field, and no letter that is asked for shares its bit.
    private static long Bit(byte letter) => char.IsAsciiLetter((char)letter) ? 1L << (letter - 'A') : 0;
}
