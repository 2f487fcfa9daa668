using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>The features that ISUPPORT tells of: the limits of rooms, users and commands.</summary>
internal static class IsupportTokens
{
    /// <summary>The most targets of one command (ISUPPORT TARGMAX, MAXTARGETS).</summary>
    public const int MaximumTargets = 4;

    public static string[] Of(ChatOptions options)
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
            $"CHATHISTORY={HistoryAnswer.MaximumLines}",
            $"ELIST={RoomFilter.Kinds}",
            "EXCEPTS=e",
            $"EXTBAN={RoomMask.ExtendedKinds}",
            $"HOSTLEN={HostPattern.MaximumHostBytes}",
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
