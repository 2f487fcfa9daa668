using System.Text;
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
}
