using System.Text;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Accounts;

/// <summary>
/// A password as it is typed, against an account. Slow on purpose, and as slow for an account that is none. Any thread, under no lock. What
/// comes of it is how it was when the account was read: whoever acts on it looks again (<see cref="Login"/>, the changes of
/// <see cref="AccountDirectory"/>).
/// </summary>
internal static class PasswordLogin
{
    /// <summary>The account, if that is its password; null where it is not, or there is no such account, or it was not looked at.</summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Check(Session session, byte[] name, string password, out PasswordVerdict verdict)
    {
        ServerContext server = session.Server;
        Account? account = null;
        // Whoever may not guess does not even have the accounts read.
        verdict = server.PasswordChecks.Guess(session, () =>
        {
            account = server.Accounts.Find(name);
            var keys = account?.Keys ?? server.Accounts.Decoy(Encoding.UTF8.GetString(name));
            return keys.IsPassword(password) && account is not null;
        });
        if (verdict.Outcome == PasswordOutcome.Wrong)
            server.Log.Debug("A log-in from {Address} failed", Encoding.ASCII.GetString(session.Address));
        return verdict.IsRight ? account : null;
    }

    /// <summary>
    /// The same for somebody who types it: null and a reason where it is not the account's password, or was not looked at.
    /// </summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Try(CommandContext context, byte[] name, string password, out string why)
    {
        Account? account = Check(context.Session, name, password, out PasswordVerdict verdict);
        why = (verdict.Refusal() ?? "That is not the password, or there is no such account") + ".";
        return account;
    }
}
