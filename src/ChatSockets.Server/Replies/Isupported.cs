using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Replies;

/// <summary>What the server says of itself: Modern IRC, "Feature Advertisement".</summary>
internal static class Isupported
{
    /// <summary>The most targets of one command (ISUPPORT TARGMAX, MAXTARGETS).</summary>
    public const int MaximumTargets = 4;

    /// <summary>RPL_ISUPPORT, as many as it takes.</summary>
    public static void Send(CommandContext context)
    {
        foreach (string[] line in Isupport.Lines(Tokens(context.Server.Options)))
        {
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_ISUPPORT);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            context.Reply.Buffer.End(ref writer);
        }
    }

    private static string[] Tokens(ServerOptions options)
    {
        string letters = string.Concat(Membership.Statuses.Select(status => (char)status.Letter));
        string signs = string.Concat(Membership.Statuses.Select(status => (char)status.Sign));
        return
        [
            $"AWAYLEN={User.MaximumAwayBytes}",
            $"CASEMAPPING={CaseMapping.Ascii.Name}",
            $"CHANLIMIT={RoomName.Prefixes}:{options.MaximumRoomsPerUser}",
            $"CHANMODES={RoomModes.Kinds}",
            $"CHANNELLEN={RoomName.MaximumBytes}",
            $"CHANTYPES={RoomName.Prefixes}",
            $"KEYLEN={RoomModes.MaximumKeyBytes}",
            $"KICKLEN={Kick.MaximumReasonBytes}",
            $"LINELEN={WireLimits.Line}",
            $"MAXLIST=b:{MaskList.Maximum}",
            $"MAXTARGETS={MaximumTargets}",
            $"MODES={RoomMode.MaximumArguments}",
            $"NETWORK={Isupport.Escape(options.Network)}",
            $"NICKLEN={Nickname.MaximumBytes}",
            $"PREFIX=({letters}){signs}",
            $"STATUSMSG={signs}",
            $"TARGMAX=KICK:{MaximumTargets},NOTICE:{MaximumTargets},PRIVMSG:{MaximumTargets},TAGMSG:{MaximumTargets},JOIN:,PART:,NAMES:,LIST:,WHOIS:1",
            $"TOPICLEN={RoomTopic.MaximumBytes}",
            $"USERLEN={User.MaximumUsernameBytes}",
            "UTF8ONLY",
        ];
    }
}
