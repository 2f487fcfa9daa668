using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.State;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Checks a typed password against an account. Slow on purpose, and equally slow for an account that does not exist. Any thread, under no
/// lock. The result describes the account as it was read; check again before acting on it (<see cref="Login"/>, the changes of
/// <see cref="AccountDirectory"/>).
/// </summary>
internal static class PasswordLogin
{
    /// <summary>
    /// Returns the account if the password is right; null if it is wrong, the account does not exist, or the guess was refused.
    /// </summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Check(ChatContext server, Session session, byte[] name, string password, out PasswordVerdict verdict)
    {
        Account? account = null;
        // Whoever may not guess does not even have the accounts read.
        verdict = server.PasswordChecks.Guess(session, () =>
        {
            account = server.Accounts.Find(name);
            if (account?.Imported is not null)
            {
                account = Adopt(server, account, password);
                return account is not null;
            }
            var keys = account?.Keys ?? server.Accounts.Decoy(Encoding.UTF8.GetString(name));
            return keys.IsPassword(password) && account is not null;
        });
        return verdict.IsRight ? account : null;
    }

    // The first log-in with the password of an account that another server had. From then on it has keys of this one, and SCRAM works.
    private static Account? Adopt(ChatContext server, Account account, string password)
    {
        if (!account.Imported!.IsPassword(password)) return null;
        // A password with characters that cannot be in one here stays as it is.
        if (ScramKeys.Create(password) is not { } keys) return account;
        try
        {
            if (server.Accounts.SetKeys(account, keys)) return account with { Keys = keys, Imported = null };
        }
        catch (StoreException)
        {
            // It can be read, but not written: the next log-in tries again.
            return account;
        }
        // Another log-in has done it meanwhile, or the password was changed.
        return server.Accounts.Find(account.Name) is { Imported: null } now && now.Keys.IsPassword(password) ? now : null;
    }

    /// <summary>Checks a password that a user typed. Returns null, and the reason, if it is wrong or was refused.</summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Try(CommandContext context, byte[] name, string password, out string why)
    {
        Account? account = Check(context.Server, context.Session, name, password, out PasswordVerdict verdict);
        why = (verdict.Refusal() ?? "That is not the password, or there is no such account") + ".";
        return account;
    }
}
