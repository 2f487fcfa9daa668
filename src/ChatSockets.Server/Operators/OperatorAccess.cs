using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Configuration;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Operators;

/// <summary>Who is an operator of the server: by an account of the configuration, and for no longer than it stands there unchanged.</summary>
internal static class OperatorAccess
{
    /// <summary>The user is an operator from now on, and seen at the account's host where it has one. He is told so. By the user's own thread.</summary>
    public static void Grant(CommandContext context, OperatorAccount account)
    {
        User user = context.User;
        UserModes before = user.Modes;
        user.Operator = account;
        context.Server.Users.SetMode(user, UserModes.Operator, true);
        OperatorLog.Changed(user, account.Name, "OPER");
        context.Reply.Send(Numeric.RPL_YOUREOPER, "You are now an IRC operator"u8);
        UserMode.Announce(context, before);
        if (account.Host is { } host)
        {
            context.Session.OrdinaryHost ??= user.Host;
            HostChange.Apply(context, user.Username, Encoding.UTF8.GetBytes(host));
        }
        // The configuration may have been read again since the account was looked up.
        Review(context.Server, user);
    }

    /// <summary>The user is no operator any more, and seen where he was before. Whoever does it tells the mode. Any thread, under no room's lock.</summary>
    /// <param name="context">The user's, or one made for the purpose.</param>
    /// <param name="account">The one that the user had.</param>
    /// <param name="why">For the log.</param>
    public static void Revoke(CommandContext context, OperatorAccount account, string why)
    {
        context.Server.Users.SetMode(context.User, UserModes.Operator, false);
        OperatorLog.Changed(context.User, account.Name, why);
        if (context.Session.OrdinaryHost is not { } host) return;
        context.Session.OrdinaryHost = null;
        HostChange.Apply(context, context.User.Username, host);
    }

    /// <summary>Takes the privileges of those whose account has gone or changed, and tells them. After the options have changed; any thread.</summary>
    public static void Review(ServerContext server)
    {
        foreach (User user in server.Users.All) Review(server, user);
    }

    private static void Review(ServerContext server, User user)
    {
        if (user.Operator is not { } account || server.Options.Operators.Any(known => IsSame(known, account))) return;
        // Another user's thread may be here: what it says goes straight to this one's outbox.
        var context = CommandContext.OfAnother(user.Session);
        Revoke(context, account, "the account has gone or changed, the privileges are taken back");
        new Broadcast(server, user, Lines.Mode(user, user.Nickname, "-o"u8, [])).To(user.Session.Outbox);
    }

    // Lists that were read from the same file twice are not the same objects.
    private static bool IsSame(OperatorAccount one, OperatorAccount other) =>
        one == other with { Hosts = one.Hosts } && one.Hosts.SequenceEqual(other.Hosts, StringComparer.Ordinal);
}
