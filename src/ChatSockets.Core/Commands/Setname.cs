using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>IRCv3 setname: changes the real name. Clients without the capability can change it too but are not notified.</summary>
internal static class Setname
{
    public static readonly Command Row = new("SETNAME", Handle, "SETNAME :<real name>",
        "Changes your real name.")
    { MinimumParameters = 1, Cost = 2, IsShared = true };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].Length is 0 or > User.MaximumRealNameBytes)
        {
            context.Reply.Fail(Verbs.Setname, "INVALID_REALNAME"u8, "Realname is not valid"u8);
            return;
        }
        lock (context.User.Gate)
        {
            context.User.RealName = message[0].ToArray();
            context.Server.StoredUsers.Changed(context.User);
            UserChange.Announce(context, Lines.Setname(context.User), Capability.Setname, tellsUser: true);
        }
    }
}
