using ChatSockets.Core.Actions;
using ChatSockets.Core.Bans;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>
/// DLINE: bans an address or a network from the server, for a time or for ever; connections from there do not even get a thread.
/// </summary>
internal static class Dline
{
    public static readonly Command Row = new(
        "DLINE", Handle, "DLINE [[<duration>] <address or network> [:<reason>]]",
        "Bans an address or network from the server (10m, 2h, 7d; for ever without); alone: lists these bans.")
    {
        Needs = Privileges.Ban,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message.Count == 0) Stats.Tell(context, 'd');
        else ServerBanCommand.Set(context, message, Verbs.Dline, ServerBan.OfNetwork);
    }
}
