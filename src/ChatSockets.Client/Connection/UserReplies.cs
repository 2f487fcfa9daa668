using ChatSockets.Protocol;

namespace ChatSockets.Client.Connection;

/// <summary>
/// The replies to WHO as events: RPL_WHOREPLY, and RPL_WHOSPCRPL where we have asked for <see cref="Fields"/> (IRCv3 WHOX).
/// </summary>
internal static class UserReplies
{
    /// <summary>The fields to request, and the token by which our own requests are known.</summary>
    public const string Fields = "%tcuhnfar," + Token;

    private const string Token = "352";

    /// <summary>Modern IRC: channel, user name, host, server, nickname, flags, and hops before the real name.</summary>
    public static UserListed Standard(ClientSession session, in Message message, DateTimeOffset time)
    {
        string last = WireText.Decode(message.Last);
        int space = last.IndexOf(' ', StringComparison.Ordinal);
        return Read(session, message, time, 1, account: null, space < 0 ? last : last[(space + 1)..], nick: 5, flags: 6);
    }

    /// <summary>Returns null if it is the reply to somebody else's fields.</summary>
    public static UserListed? Extended(ClientSession session, in Message message, DateTimeOffset time)
    {
        if (message.Count != 9 || WireText.Decode(message[1]) != Token) return null;
        string account = WireText.Decode(message[7]);
        return Read(session, message, time, 2, account is "0" or "*" ? null : account, WireText.Decode(message.Last), nick: 5, flags: 6);
    }

    private static UserListed Read(ClientSession session, in Message message, DateTimeOffset time, int room, string? account,
        string realName, int nick, int flags)
    {
        // H (here) or G (gone), an asterisk for operators of the server, the statuses in the room, a letter for bots.
        string given = WireText.Decode(message[flags]);
        string rest = given.Length > 0 ? given[1..] : "";
        bool isOperator = rest.StartsWith('*');
        string status = string.Concat(rest.Where(sign => session.Isupport.PrefixSymbols.Contains(sign, StringComparison.Ordinal)));
        bool isBot = session.Isupport["BOT"] is { Length: 1 } bot && rest.Contains(bot, StringComparison.Ordinal);
        return new UserListed(time, WireText.Decode(message[room]), WireText.Decode(message[nick]), status, given.StartsWith('G'))
        {
            User = WireText.Decode(message[room + 1]),
            Host = WireText.Decode(message[room + 2]),
            RealName = realName,
            Account = account,
            Flags = given,
            IsOperator = isOperator,
            IsBot = isBot,
        };
    }
}
