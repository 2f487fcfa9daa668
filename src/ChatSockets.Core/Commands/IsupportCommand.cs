using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>IRCv3 extended-isupport, "ISUPPORT command": before registration too, for those with the capability.</summary>
internal static class IsupportCommand
{
    public static readonly Command Row = new("ISUPPORT", Handle, "ISUPPORT",
        "Tells what the server supports.")
    { BeforeRegistration = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (context.User.IsRegistered || context.Session.Has(Capability.ExtendedIsupport)) context.Server.Isupported.Send(context.Reply);
        else context.Reply.NotRegistered();
    }
}
