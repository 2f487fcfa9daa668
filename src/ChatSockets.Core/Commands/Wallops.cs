using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "WALLOPS message": sent to all users with user mode w, including the sender if set.</summary>
internal static class Wallops
{
    public static readonly Command Row = new("WALLOPS", Handle, "WALLOPS :<text>",
        "Says something to all who listen to the operators (user mode w).")
    {
        Needs = Privileges.Wallops,
        MinimumParameters = 1,
        Cost = 3,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        if (message[0].IsEmpty)
        {
            context.Reply.NeedMoreParameters(Verbs.Wallops);
            return;
        }
        OperatorLog.Act(context, "WALLOPS");
        var broadcast = new Broadcast(context.Server, context.User, Lines.Wallops(context.User, message[0]));
        foreach (User user in context.Server.Users.All)
        {
            if (!user.HearsWallops) continue;
            user.Tell(ref broadcast, except: context.Session);
            if (user == context.User) context.TellUser(ref broadcast);
        }
    }
}
