using System.Text;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// The one place where it is logged what operators of the server do: who, what, whom, why. No passwords, no keys of rooms, no messages.
/// </summary>
internal static class OperatorLog
{
    /// <summary>
    /// Somebody used a privilege. On the operator's own thread; it is written when the command is done and its locks are let go.
    /// </summary>
    /// <param name="context">Of whom.</param>
    /// <param name="what">The verb, with what else tells it apart.</param>
    /// <param name="whom">Whom or what it is about; empty for the server.</param>
    /// <param name="reason">Why, where the operator said so.</param>
    public static void Act(CommandContext context, string what, string whom = "", string reason = "") =>
        (context.OperatorActs ??= []).Add(new OperatorAct(context.User.Operator?.Name ?? "", SourceOf(context.User), what, whom, reason));

    /// <summary>Writes what a command has left.</summary>
    public static void Write(CommandContext context)
    {
        if (context.OperatorActs is not { } acts) return;
        context.OperatorActs = null;
        foreach (OperatorAct act in acts)
            context.Server.Log.Information("Operator {Operator} ({Source}): {What} {Whom} {Reason}", act.Account, act.Source, act.What,
                act.Whom, act.Reason);
    }

    /// <summary>Somebody became an operator, or is none any more. Any thread.</summary>
    public static void Changed(User user, string account, string what) =>
        user.Server.Log.Information("Operator {Operator} ({Source}): {What}", account, SourceOf(user), what);

    /// <summary>
    /// Somebody tried to become an operator and was refused. The name may be a password that slipped: it is logged only where it is an
    /// account's.
    /// </summary>
    public static void Refused(User user, string? account, string why) =>
        user.Server.Log.Warning("OPER by {Source} as {Operator} was refused: {Reason}", SourceOf(user), account ?? "an unknown name", why);

    private static string SourceOf(User user) => Encoding.UTF8.GetString(user.RealSource);
}

/// <summary>What an operator did, until it is logged.</summary>
internal sealed record OperatorAct(string Account, string Source, string What, string Whom, string Reason);
