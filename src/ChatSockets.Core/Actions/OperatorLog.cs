using System.Text;
using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Logs the actions of server operators, and stores them for <c>chat-server audit</c>: who, what, to whom, why. Never passwords, room keys
/// or messages.
/// </summary>
internal static class OperatorLog
{
    /// <summary>
    /// Records the use of a privilege, on the operator's own thread. It is written when the command has finished and released its locks.
    /// </summary>
    /// <param name="context">The operator's context.</param>
    /// <param name="what">The verb and its details.</param>
    /// <param name="whom">The affected user or room; empty for the server.</param>
    /// <param name="reason">The reason, if the operator gave one.</param>
    public static void Act(CommandContext context, string what, string whom = "", string reason = "") =>
        (context.OperatorActs ??= []).Add(new OperatorAct(context.User.Operator?.Name ?? "", SourceOf(context.User), what, whom, reason));

    /// <summary>Writes the records of a finished command.</summary>
    public static void Write(CommandContext context)
    {
        if (context.OperatorActs is not { } acts) return;
        context.OperatorActs = null;
        foreach (OperatorAct act in acts)
        {
            // All servers that share a log store it, and one says so.
            if (!context.Session.IsElsewhere)
                context.Server.Log.Information("Operator {Operator} ({Source}): {What} {Whom} {Reason}", act.Account, act.Source,
                    act.What, act.Whom, act.Reason);
            Keep(context.Server, act);
        }
    }

    /// <summary>Logs that a user became an operator or stopped being one. Any thread.</summary>
    public static void Changed(ChatContext server, User user, string account, string what)
    {
        if (!user.IsElsewhere) server.Log.Information("Operator {Operator} ({Source}): {What}", account, SourceOf(user), what);
        Keep(server, new OperatorAct(account, SourceOf(user), what, "", ""));
    }

    /// <summary>
    /// Somebody tried to become an operator and was refused. The name may be a password that slipped: it is logged only where it is an
    /// account's.
    /// </summary>
    public static void Refused(ChatContext server, User user, string? account, string why)
    {
        server.Log.Warning("OPER by {Source} as {Operator} was refused: {Reason}", SourceOf(user), account ?? "an unknown name", why);
        Keep(server, new OperatorAct(account ?? "", SourceOf(user), "OPER", "", why) { IsRefused = true });
    }

    private static void Keep(ChatContext server, OperatorAct act) => StoredAudit.Submit(server.Store, act, server.Clock.GetUtcNow());

    private static string SourceOf(User user) => Encoding.UTF8.GetString(user.RealSource);
}
