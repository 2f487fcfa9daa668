using ChatSockets.Core.Accounts;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Entries;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Changes a user's account. It tells the session (RPL_LOGGEDIN, RPL_LOGGEDOUT) and, once registered, everybody with IRCv3 account-notify,
/// including the user's other sessions.
/// </summary>
/// <remarks>
/// <para>
/// Before registration a session logs in, and may become one of the account's user. After it the user does, with all of its sessions: they
/// stay together, and the user is always on no more unless the new account has it so. A user who is logged in to an account that another
/// user has, too, stays another user; who comes next joins the one that had it first.
/// </para>
/// <para>
/// A log-in is decided within the user's lock, by the account as it stands then. What was proved before is old if an account was changed
/// since (<see cref="UserDirectory.AccountVersion"/>): then it is read again. Whoever changes one raises the version first and looks for
/// its users then, so nobody is missed between the two. Whether the user is always on is part of the same step.
/// </para>
/// <para>
/// The context is one of the user's sessions. On another thread than that of its connection it is <see cref="CommandContext.OfAnother"/>,
/// by which no label is answered. No room's lock may be held.
/// </para>
/// </remarks>
internal static class Login
{
    /// <summary>Reached between the last look at the account and the log-in.</summary>
    public const string AccountRead = "the account of a log-in has been read again";

    /// <summary>
    /// Logs the user in to that account, replacing any other. Returns false if the account was dropped since, or the proof is no longer
    /// valid. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">The account cannot be read, and nothing has happened.</exception>
    public static bool TryIn(CommandContext context, AccountProof proof)
    {
        // Before registration nobody else knows of it.
        if (context.User.IsRegistered && context.Server.ToPropose is { } proposals)
            return proposals.Propose(new LoggedIn(context.Session.Number, proof.Account.ToData(proof.Certificate))) is true;
        while (true)
        {
            long version = context.Server.Users.AccountVersion;
            if (context.Server.Accounts.FindAgain(proof) is not { } account) return false;
            context.Server.Checkpoints.Reach(AccountRead);
            if (TryEnter(context, proof with { Account = account, Version = version })) return true;
        }
    }

    /// <summary>
    /// The same with an account as it stood at the proof's version; false where accounts have been changed since. For the above, and for
    /// tests.
    /// </summary>
    public static bool TryEnter(CommandContext context, AccountProof proof)
    {
        User user = context.User;
        byte[] account = proof.Account.Name;
        lock (user.Gate)
        {
            bool isNew = !account.AsSpan().SequenceEqual(user.Account);
            if (!context.Server.Users.TryLogIn(user, account, proof.Version)) return false;
            user.Proof = proof;
            AlwaysOn.Set(context.Server, user, proof.Account.IsAlwaysOn);
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_LOGGEDIN);
            writer.Parameter(Mask(user));
            writer.Parameter(account);
            writer.Trailing([.. "You are now logged in as "u8, .. account]);
            context.Reply.Buffer.End(ref writer);
            Announce(context, isNew);
            RoleGrants.OnLogin(context);
        }
        if (user.IsRegistered) MailDelivery.To(context.Server, user);
        return true;
    }

    /// <summary>
    /// Checks again that a user who is registering still owns the account; otherwise logs them out, so that they continue as a guest. On
    /// the connection's own thread, under no lock.
    /// </summary>
    public static void Confirm(CommandContext context)
    {
        User user = context.User;
        if (user.Proof is not { } proof) return;
        long version = context.Server.Users.AccountVersion;
        if (proof.Version == version) return;
        try
        {
            if (context.Server.Accounts.FindAgain(proof) is { } account)
            {
                user.Proof = proof with { Account = account, Version = version };
                user.IsAlwaysOn = account.IsAlwaysOn;
                return;
            }
        }
        catch (StoreException exception)
        {
            context.Server.Log.Debug("An account cannot be confirmed: {Reason}", exception.Message);
        }
        Out(context, user.Account);
    }

    /// <summary>
    /// Logs the user out if they are still logged in to that account; null for any account. A user who only stays because of the account
    /// ends. Under no lock.
    /// </summary>
    public static void Out(CommandContext context, byte[]? account = null)
    {
        User user = context.User;
        lock (user.Gate)
        {
            if (account is not null && !CaseMapping.Ascii.Equals(user.Account, account)) return;
            bool isNew = user.Account is not null;
            context.Server.Users.LogOut(user);
            user.Proof = null;
            context.Reply.Send(Numeric.RPL_LOGGEDOUT, Mask(user), "You are now logged out"u8);
            Announce(context, isNew);
        }
        Disconnect.EndAbandoned(context.Server, user, "Logged out");
    }

    /// <summary>
    /// Closes all other sessions of an account after its password has changed. An always-on user stays without them. Returns their number.
    /// Under no lock.
    /// </summary>
    /// <param name="server">The chat.</param>
    /// <param name="session">The session that stays.</param>
    /// <param name="account">The account.</param>
    /// <param name="reason">The reason shown to others.</param>
    public static int CloseOthers(ChatContext server, Session session, byte[] account, string reason)
    {
        if (server.ToPropose is { } proposals)
            return proposals.Propose(new OthersClosed(session.Number, account, reason)) as int? ?? 0;
        int count = 0;
        foreach (User user in server.Users.OfAccount(account))
        {
            Session[] all;
            lock (user.Gate) all = CaseMapping.Ascii.Equals(user.Account, account) ? user.Sessions : [];
            foreach (Session other in all)
            {
                if (other == session) continue;
                other.Close(reason);
                count++;
            }
        }
        return count;
    }

    private static void Announce(CommandContext context, bool isNew)
    {
        if (isNew && context.User.IsRegistered)
            UserChange.Announce(context, Lines.Account(context.User), Capability.AccountNotify, tellsUser: true);
        else context.Reply.Buffer.Flush();
    }

    // Before registration parts of it may be missing.
    private static byte[] Mask(User user) =>
        user.IsRegistered
            ? user.Source
            : [.. user.Nickname, .. "!"u8, .. user.Username.Length > 0 ? user.Username : "*"u8, .. "@"u8, .. user.Host];
}
