using ChatSockets.Protocol;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Delivery;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// The one place where a user's account changes: the session is told (RPL_LOGGEDIN, RPL_LOGGEDOUT), and once registered all who want to know it
/// (IRCv3 account-notify), the user's other sessions among them.
/// </summary>
/// <remarks>
/// Before registration a session logs in, and may become one of the account's user. After it the user does, with all of its sessions: they stay
/// together, and the user is always on no more unless the new account has it so. A user who is logged in to an account that another user has, too, stays
/// another user; who comes next joins the one that had it first.
/// The context is one of the user's sessions. On another thread than that of its connection it is <see cref="CommandContext.OfAnother"/>, by which no
/// label is answered. No room's lock may be held.
/// </remarks>
internal static class Login
{
    /// <summary>The user is logged in to that account from now on, whatever was before.</summary>
    public static void In(CommandContext context, byte[] account)
    {
        lock (context.User.Gate)
        {
            bool isNew = context.Server.Users.SetAccount(context.User, account);
            MessageWriter writer = context.Reply.Buffer.Begin(Numeric.RPL_LOGGEDIN);
            writer.Parameter(Mask(context.User));
            writer.Parameter(account);
            writer.Trailing([.. "You are now logged in as "u8, .. account]);
            context.Reply.Buffer.End(ref writer);
            Announce(context, isNew);
            RoleGrants.OnLogin(context);
        }
        if (context.User.IsRegistered) MailDelivery.To(context.User);
    }

    /// <summary>The user is logged in no more.</summary>
    public static void Out(CommandContext context)
    {
        lock (context.User.Gate)
        {
            bool isNew = context.Server.Users.SetAccount(context.User, null);
            context.Reply.Send(Numeric.RPL_LOGGEDOUT, Mask(context.User), "You are now logged out"u8);
            Announce(context, isNew);
        }
    }

    private static void Announce(CommandContext context, bool isNew)
    {
        if (isNew && context.User.IsRegistered) UserChange.Announce(context, Lines.Account(context.User), Capability.AccountNotify, tellsUser: true);
        else context.Reply.Buffer.Flush();
    }

    // Before registration parts of it may be missing.
    private static byte[] Mask(User user) =>
        user.IsRegistered ? user.Source : [.. user.Nickname, .. "!"u8, .. user.Username.Length > 0 ? user.Username : "*"u8, .. "@"u8, .. user.Host];
}
