using ChatSockets.Core.Actions;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>UNKLINE: lifts a ban of <see cref="Kline"/>.</summary>
internal static class Unkline
{
    public static readonly Command Row = new("UNKLINE", Handle, "UNKLINE <mask or number>", "Takes back a ban of a mask.")
    {
        Needs = Privileges.Ban,
        MinimumParameters = 1,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message) =>
        ServerBanCommand.Lift(context, Verbs.Unkline, message[0], isNetwork: false);
}
