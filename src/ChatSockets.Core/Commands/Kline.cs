using ChatSockets.Core.Actions;
using ChatSockets.Core.Bans;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// KLINE: bans users that match a mask from the server, for a time or for ever. Not specified, but mentioned in Modern IRC, "KILL message".
/// </summary>
internal static class Kline
{
    public static readonly Command Row = new(
        "KLINE", Handle, "KLINE [[<duration>] <nick!user@host> [:<reason>]]",
            "Bans a mask from the server (10m, 2h, 7d; for ever without); alone: lists these bans.")
    {
        Needs = Privileges.Ban,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message.Count == 0) Stats.Tell(context, 'k');
        else ServerBanCommand.Set(context, message, Verbs.Kline, ServerBan.OfMask);
    }
}
