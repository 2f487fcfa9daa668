using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Replies;

/// <summary>What the server says of itself: Modern IRC, "Feature Advertisement".</summary>
internal sealed class Isupported(ServerOptions options)
{
    /// <summary>The most targets of one command (ISUPPORT TARGMAX, MAXTARGETS).</summary>
    public const int MaximumTargets = 4;

    // Made once: ten thousand registrations in a moment need no more of them.
    private readonly string[][] _lines = [.. Isupport.Lines(Tokens(options))];

    /// <summary>RPL_ISUPPORT, as many as it takes.</summary>
    public void Send(ReplyBuffer buffer)
    {
        foreach (string[] line in _lines)
        {
            MessageWriter writer = buffer.Begin(Numeric.RPL_ISUPPORT);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            buffer.End(ref writer);
        }
    }

    private static string[] Tokens(ServerOptions options)
    {
        string lists = string.Join(',', RoomModeTable.Lists.Select(letter => $"{letter}:{MaskList.Maximum}"));
        return
        [
            $"ACCOUNTEXTBAN={RoomMask.AccountKind}",
            $"AWAYLEN={User.MaximumAwayBytes}",
            $"CASEMAPPING={CaseMapping.Ascii.Name}",
            $"CHANLIMIT={RoomName.Prefixes}:{options.MaximumRoomsPerUser}",
            $"CHANMODES={RoomModeTable.Kinds}",
            $"CHANNELLEN={RoomName.MaximumBytes}",
            $"CHANTYPES={RoomName.Prefixes}",
            "EXCEPTS=e",
            $"EXTBAN={RoomMask.ExtendedKinds}",
            "INVEX=I",
            $"KEYLEN={RoomModes.MaximumKeyBytes}",
            $"KICKLEN={Kick.MaximumReasonBytes}",
            $"LINELEN={WireLimits.Line}",
            $"MAXLIST={lists}",
            $"MAXTARGETS={MaximumTargets}",
            $"MODES={RoomMode.MaximumArguments}",
            $"MONITOR={Monitors.MaximumTargets}",
            $"NAMELEN={User.MaximumRealNameBytes}",
            $"NETWORK={Isupport.Escape(options.Network)}",
            $"NICKLEN={Nickname.MaximumBytes}",
            $"PREFIX=({Status.Letters}){Status.Signs}",
            $"STATUSMSG={Status.Signs}",
            $"TARGMAX=KICK:{MaximumTargets},NOTICE:{MaximumTargets},PRIVMSG:{MaximumTargets},TAGMSG:{MaximumTargets},JOIN:,PART:,NAMES:,LIST:,WHOIS:1",
            $"TOPICLEN={RoomTopic.MaximumBytes}",
            $"USERLEN={User.MaximumUsernameBytes}",
            "UTF8ONLY",
        ];
    }
}
