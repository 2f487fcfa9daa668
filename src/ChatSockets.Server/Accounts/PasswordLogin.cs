using System.Text;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Accounts;

/// <summary>A password as it is typed, against an account. Slow on purpose, and as slow for an account that is none. Any thread, under no lock.</summary>
internal static class PasswordLogin
{
    /// <summary>The account, if that is its password; null where it is not, or there is no such account.</summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Check(ServerContext server, ReadOnlySpan<byte> name, string password)
    {
        Account? account = server.Accounts.Find(name);
        var keys = account?.Keys ?? server.Accounts.Decoy(Encoding.UTF8.GetString(name));
        // Those who check at once share the processors with those who chat.
        server.PasswordChecks.Wait();
        try
        {
            return keys.IsPassword(password) ? account : null;
        }
        finally
        {
            server.PasswordChecks.Release();
        }
    }

    /// <summary>
    /// The same for somebody who types it, and may guess: a wrong one counts. Null and a reason where it is not the account's password, or where the account
    /// is none, or where somebody must wait.
    /// </summary>
    /// <exception cref="StoreException">The accounts cannot be read.</exception>
    public static Account? Try(CommandContext context, ReadOnlySpan<byte> name, string password, out string why)
    {
        LoginAttempts attempts = context.Server.LoginAttempts;
        TimeSpan wait = attempts.Wait(context.Session.IPAddress);
        why = $"Too many wrong passwords from your address: try again in {Math.Ceiling(wait.TotalSeconds)} seconds.";
        if (wait > TimeSpan.Zero) return null;
        why = "That is not the password, or there is no such account.";
        if (Check(context.Server, name, password) is { } account) return account;
        attempts.Add(context.Session.IPAddress);
        context.Server.Log.Debug("A log-in from {Address} failed", Encoding.ASCII.GetString(context.Session.Address));
        return null;
    }
}
