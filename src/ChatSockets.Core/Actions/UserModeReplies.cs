using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Actions;

/// <summary>Which modes the user has, and which are others now.</summary>
internal static class UserModeReplies
{
    /// <summary>RPL_UMODEIS.</summary>
    public static void Show(CommandContext context)
    {
        MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_UMODEIS);
        writer.Parameter("+" + UserModeRow.Format(context.User.Modes));
        context.Reply.Buffer.End(ref writer);
    }

    /// <summary>Tells all of the user's sessions which modes have changed since; sends nothing if none has.</summary>
    public static void Announce(CommandContext context, UserModes before)
    {
        User user = context.User;
        string given = UserModeRow.Format(user.Modes & ~before), taken = UserModeRow.Format(before & ~user.Modes);
        string changes = (given.Length > 0 ? "+" + given : "") + (taken.Length > 0 ? "-" + taken : "");
        if (changes.Length == 0) return;
        var mode = new Broadcast(context.Server, user, Lines.Mode(user, user.Nickname, Encoding.ASCII.GetBytes(changes), []));
        user.Tell(ref mode, except: context.Session);
        context.TellUser(ref mode);
    }
}
