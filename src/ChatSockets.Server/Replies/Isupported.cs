using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Replies;

/// <summary>
/// What the server says of itself: Modern IRC, "Feature Advertisement"; IRCv3 extended-isupport, bot-mode, WHOX, network-icon.
/// </summary>
internal sealed class Isupported(ServerOptions options)
{
    /// <summary>The most targets of one command (ISUPPORT TARGMAX, MAXTARGETS).</summary>
    public const int MaximumTargets = 4;

    // Made once: ten thousand registrations in a moment need no more of them.
    private readonly string[][] _lines = [.. Isupport.Lines(Tokens(options))];

    /// <summary>RPL_ISUPPORT, as many as it takes; in a batch for those with IRCv3 extended-isupport.</summary>
    public void Send(CommandContext context)
    {
        ReplyBuffer buffer = context.Reply.Buffer;
        bool inBatch = context.Session.Has(Capability.ExtendedIsupport);
        if (inBatch) buffer.BeginBatch("draft/isupport"u8);
        foreach (string[] line in _lines)
        {
            MessageWriter writer = buffer.Begin(Numeric.RPL_ISUPPORT);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            buffer.End(ref writer);
        }
        if (inBatch) buffer.EndBatch();
    }

    private static string[] Tokens(ServerOptions options)
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
            "MSGREFTYPES=msgid",
            $"NAMELEN={User.MaximumRealNameBytes}",
            $"NETWORK={Isupport.Escape(options.Network)}",
            $"NICKLEN={Nickname.MaximumBytes}",
            $"PREFIX=({Status.Letters}){Status.Signs}",
            $"STATUSMSG={Status.Signs}",
            $"TARGMAX=KICK:{MaximumTargets},NOTICE:{MaximumTargets},PRIVMSG:{MaximumTargets},TAGMSG:{MaximumTargets},JOIN:,PART:,NAMES:,LIST:,WHOIS:{Whois.MaximumTargets}",
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
