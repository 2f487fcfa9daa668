using ChatSockets.Server.Configuration;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Diagnostics;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Operators;

/// <summary>Who is an operator of the server: by an account of the configuration, and for no longer than it stands there unchanged.</summary>
internal static class OperatorAccess
{
    /// <summary>The user is an operator from now on. By the user's own thread, which tells him.</summary>
    public static void Grant(ServerContext server, User user, OperatorAccount account)
    {
        user.Operator = account;
        server.Users.SetMode(user, UserModes.Operator, true);
        OperatorLog.Changed(user, account.Name, "OPER");
        // The configuration may have been read again since the account was looked up.
        Review(server, user);
    }

    /// <summary>Takes the privileges of those whose account has gone or changed, and tells them. After the options have changed; any thread.</summary>
    public static void Review(ServerContext server)
    {
        foreach (User user in server.Users.All) Review(server, user);
    }

    private static void Review(ServerContext server, User user)
    {
        if (user.Operator is not { } account || server.Options.Operators.Any(known => IsSame(known, account))) return;
        server.Users.SetMode(user, UserModes.Operator, false);
        OperatorLog.Changed(user, account.Name, "the account has gone or changed, the privileges are taken back");
        new Broadcast(server, user, Lines.Mode(user, user.Nickname, "-o"u8, [])).To(user.Session.Outbox);
    }

    // Lists that were read from the same file twice are not the same objects.
    private static bool IsSame(OperatorAccount one, OperatorAccount other) =>
        one == other with { Hosts = one.Hosts } && one.Hosts.SequenceEqual(other.Hosts, StringComparer.Ordinal);
}
