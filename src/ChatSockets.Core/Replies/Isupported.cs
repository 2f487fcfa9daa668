using ChatSockets.Core.Commands;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Rooms;
using ChatSockets.Core.Sessions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The features that the server advertises: Modern IRC, "Feature Advertisement"; IRCv3 extended-isupport, bot-mode, WHOX, network-icon.
/// </summary>
internal sealed class Isupported
{
    /// <summary>The most targets of one command (ISUPPORT TARGMAX, MAXTARGETS).</summary>
    public const int MaximumTargets = 4;

    private readonly string[] _tokens;

    // Made once: ten thousand registrations in a moment need no more of them.
    private readonly string[][] _lines;

    public Isupported(ChatOptions options)
    {
        _tokens = Tokens(options);
        _lines = [.. Isupport.Lines(_tokens)];
    }

    /// <summary>RPL_ISUPPORT, as many as it takes; in a batch for those with IRCv3 extended-isupport.</summary>
    public void Send(CommandContext context) => Send(context, _lines);

    /// <summary>
    /// Announces changed features to everybody, and removed ones with a minus sign: Modern IRC, "RPL_ISUPPORT (005)". Under the reload
    /// lock, so that the last announcement is the one in force.
    /// </summary>
    public void TellChanges(Isupported before, IEnumerable<User> users)
    {
        string[] gone = [.. before._tokens.Select(Name).Except(_tokens.Select(Name)).Select(name => "-" + name)];
        string[][] lines = [.. Isupport.Lines([.. _tokens.Except(before._tokens), .. gone])];
        if (lines.Length == 0) return;
        foreach (User user in users)
        {
            foreach (Session session in user.Sessions)
            {
                if (session.Outbox.Variant == Variant.Typed) continue;
                var context = CommandContext.OfAnother(session);
                Send(context, lines);
                context.Reply.Buffer.FlushUnasked();
            }
        }
    }

    private static string Name(string token) => token.Split('=')[0];

    private static void Send(CommandContext context, string[][] lines)
    {
        ReplyBuffer buffer = context.Reply.Buffer;
        bool inBatch = context.Session.Has(Capability.ExtendedIsupport);
        if (inBatch) buffer.BeginBatch("draft/isupport"u8);
        foreach (string[] line in lines)
        {
            MessageWriter writer = buffer.Begin(Numeric.RPL_ISUPPORT);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            buffer.End(ref writer);
        }
        if (inBatch) buffer.EndBatch();
    }

    private static string[] Tokens(ChatOptions options)
    {
        string lists = string.Join(',', RoomModeTable.Lists.Select(letter => $"{letter}:{MaskList.Maximum}"));
        return
        [
            $"ACCOUNTEXTBAN={RoomMask.AccountKind}",
            $"AWAYLEN={User.MaximumAwayBytes}",
            $"BOT={(char)UserModeRow.BotLetter}",
            $"CASEMAPPING={CaseMapping.Ascii.Name}",
            $"CHANLIMIT={RoomName.Prefixes}:{options.MaximumRoomsPerUser}",
            $"CHANMODES={RoomModeTable.Kinds}",
            $"CHANNELLEN={RoomName.MaximumBytes}",
            $"CHANTYPES={RoomName.Prefixes}",
            $"CHATHISTORY={ChatHistory.MaximumLines}",
            $"ELIST={RoomFilter.Kinds}",
            "EXCEPTS=e",
            $"EXTBAN={RoomMask.ExtendedKinds}",
            $"HOSTLEN={User.MaximumHostBytes}",
            "INVEX=I",
            $"KEYLEN={RoomModes.MaximumKeyBytes}",
            $"KICKLEN={Kick.MaximumReasonBytes}",
            $"LINELEN={WireLimits.Line}",
            $"MAXLIST={lists}",
            $"MAXTARGETS={MaximumTargets}",
            $"MODES={RoomMode.MaximumArguments}",
            $"MONITOR={Monitors.MaximumTargets}",
            "MSGREFTYPES=msgid,timestamp",
            $"NAMELEN={User.MaximumRealNameBytes}",
            $"NETWORK={Isupport.Escape(options.Network)}",
            $"NICKLEN={Nickname.MaximumBytes}",
            $"PREFIX=({MemberPrefix.Letters}){MemberPrefix.Prefixes}",
            $"STATUSMSG={MemberPrefix.Prefixes}",
            $"TARGMAX=KICK:{MaximumTargets},NOTICE:{MaximumTargets},PRIVMSG:{MaximumTargets},TAGMSG:{MaximumTargets},"
                + $"JOIN:,PART:,NAMES:,LIST:,WHOIS:{Whois.MaximumTargets}",
            $"TOPICLEN={RoomTopic.MaximumBytes}",
            $"USERLEN={User.MaximumUsernameBytes}",
            "UTF8ONLY",
            "WHOX",
            .. Icon(options.NetworkIcon),
        ];
    }

    // The equals signs of an address stay what they are, as IRCv3 network-icon shows it: they can be no others than the value's own.
    private static string[] Icon(string address) =>
        address.Length == 0 ? [] : ["draft/ICON=" + Isupport.Escape(address).Replace("\\x3D", "=", StringComparison.Ordinal)];
}
