using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>UNDLINE: lifts a ban of <see cref="Dline"/>.</summary>
internal static class Undline
{
    public static readonly Command Row = new("UNDLINE", Handle, "UNDLINE <address, network or number>",
        "Takes back a ban of an address or network.")
    {
        Needs = Privileges.Ban,
        MinimumParameters = 1,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message) =>
        ServerBanCommand.Lift(context, Verbs.Undline, message[0], isNetwork: true);
}
