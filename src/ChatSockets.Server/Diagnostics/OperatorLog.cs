using System.Text;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Diagnostics;

/// <summary>The one place where it is logged what operators of the server do: who, what, whom, why. No passwords, no keys of rooms, no messages.</summary>
internal static class OperatorLog
{
    /// <summary>Somebody used a privilege. On the operator's own thread.</summary>
    /// <param name="context">Of whom.</param>
    /// <param name="what">The verb, with what else tells it apart.</param>
    /// <param name="whom">Whom or what it is about; empty for the server.</param>
    /// <param name="reason">Why, where the operator said so.</param>
    public static void Act(CommandContext context, string what, string whom = "", string reason = "") =>
        context.Server.Log.Information("Operator {Operator} ({Source}): {What} {Whom} {Reason}", NameOf(context.User), SourceOf(context.User), what, whom, reason);

    /// <summary>Somebody became an operator, or is none any more. Any thread.</summary>
    public static void Changed(User user, string account, string what) =>
        user.Session.Server.Log.Information("Operator {Operator} ({Source}): {What}", account, SourceOf(user), what);

    /// <summary>Somebody tried to become an operator and was refused. The name may be a password that slipped: it is logged only where it is an account's.</summary>
    public static void Refused(User user, string? account, string why) =>
        user.Session.Server.Log.Warning("OPER by {Source} as {Operator} was refused: {Reason}", SourceOf(user), account ?? "an unknown name", why);

    private static string NameOf(User user) => user.Operator?.Name ?? "(none)";

    private static string SourceOf(User user) => Encoding.UTF8.GetString(user.RealSource);
}
