using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>Makes users server operators, by an account of the configuration and only as long as it stays there unchanged.</summary>
internal static class OperatorAccess
{
    /// <summary>Makes the user an operator, with the account's host if it has one, and tells them. By the user's own thread.</summary>
    public static void Grant(CommandContext context, OperatorAccount account)
    {
        if (context.Server.ToPropose is { } proposals)
        {
            try
            {
                proposals.Propose(new OperatorGranted(context.Session.Number, account.Name));
            }
            catch (StoreException exception)
            {
                context.Reply.NotShared("OPER"u8, default, exception.Message);
            }
            return;
        }
        User user = context.User;
        lock (user.Gate)
        {
            UserModes before = user.Modes;
            user.Operator = account;
            context.Server.Users.SetMode(user, UserModes.Operator, true);
            context.Reply.Send(Numeric.RPL_YOUREOPER, "You are now an IRC operator"u8);
            UserModeReplies.Announce(context, before);
            if (account.Host is { } host)
            {
                user.OrdinaryHost ??= user.Host;
                HostChange.Apply(context.Server, user, user.Username, Encoding.UTF8.GetBytes(host), context);
            }
        }
        OperatorLog.Changed(context.Server, user, account.Name, "OPER");
        // The configuration may have been read again since the account was looked up.
        Review(context.Server, user);
    }

    /// <summary>
    /// Ends the user's operator status and restores their host. The caller announces the mode and logs it. Any thread that holds the user's
    /// lock and no room's.
    /// </summary>
    /// <param name="server">The chat.</param>
    /// <param name="user">The user.</param>
    /// <param name="acting">The context of the session that asked for it.</param>
    public static void Revoke(ChatContext server, User user, CommandContext? acting = null)
    {
        server.Users.SetMode(user, UserModes.Operator, false);
        if (user.OrdinaryHost is not { } host) return;
        user.OrdinaryHost = null;
        HostChange.Apply(server, user, user.Username, host, acting);
    }

    /// <summary>
    /// Takes the privileges of those whose account has gone or changed, and tells them. After the options have changed; any thread.
    /// </summary>
    public static void Review(ChatContext server)
    {
        foreach (User user in server.Users.All) Review(server, user);
    }

    private static void Review(ChatContext server, User user)
    {
        OperatorAccount? account;
        lock (user.Gate)
        {
            account = user.Operator;
            if (account is null || server.Options.Operators.Any(known => IsSame(known, account))) return;
            Revoke(server, user);
            var mode = new Broadcast(server, user, Lines.Mode(user, user.Nickname, "-o"u8, []));
            user.Tell(ref mode);
        }
        OperatorLog.Changed(server, user, account.Name, "the account has gone or changed, the privileges are taken back");
    }

    // Lists that were read from the same file twice are not the same objects.
    private static bool IsSame(OperatorAccount one, OperatorAccount other) =>
        one == other with { Hosts = one.Hosts } && one.Hosts.SequenceEqual(other.Hosts, StringComparer.Ordinal);
}
