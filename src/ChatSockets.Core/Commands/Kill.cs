using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Commands;

/// <summary>Modern IRC, "KILL message".</summary>
internal static class Kill
{
    /// <summary>The longest reason, in bytes.</summary>
    public const int MaximumReasonBytes = 255;

    public static readonly Command Row = new("KILL", Handle, "KILL <nickname> :<reason>", "Disconnects somebody.")
    {
        Needs = Privileges.Kill,
        MinimumParameters = 2,
        IsShared = true,
    };

    private static void Handle(CommandContext context, in Message message)
    {
        ReadOnlySpan<byte> target = message[0];
        ReadOnlySpan<byte> reason = Utf8Text.Clip(message[1], MaximumReasonBytes);
        if (reason.IsEmpty) context.Reply.NeedMoreParameters(Verbs.Kill);
        else if (context.Server.Users.TryFind(target, out User? victim)) Remove(context, victim, reason);
        else if (CaseMapping.Ascii.Equals(target, context.Server.Name))
            context.Reply.Send(Numeric.ERR_CANTKILLSERVER, "You can't kill a server!"u8);
        // No nickname has a dot: another server is meant, and there is none.
        else if (target.Contains((byte)'.')) context.Reply.NoSuchServer(target);
        else context.Reply.NoSuchNick(target);
    }

    private static void Remove(CommandContext context, User victim, ReadOnlySpan<byte> reason)
    {
        OperatorLog.Act(context, "KILL", Encoding.UTF8.GetString(victim.RealSource), Encoding.UTF8.GetString(reason));
        string why = $"Killed ({Encoding.UTF8.GetString(context.User.Nickname)} ({Encoding.UTF8.GetString(reason)}))";
        // To the victim itself, all sessions; the others see the QUIT when the last of these says goodbye.
        Tell(context, victim, Lines.Kill(context.User, victim, reason), context.User);
        Tell(context, victim, Lines.Quit(victim, Encoding.UTF8.GetBytes(why)), victim);
        Disconnect.End(context.Server, victim, why);
    }

    private static void Tell(CommandContext context, User victim, byte[] line, User from)
    {
        var broadcast = new Broadcast(context.Server, from, line);
        victim.Tell(ref broadcast, except: context.Session);
        if (victim == context.User) context.TellUser(ref broadcast);
    }
}
