using ChatSockets.Core.Accounts;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>A user makes an account of the nickname: REGISTER and NickServ.</summary>
internal static class AccountRegistration
{
    /// <summary>The longest password, in bytes: it fits into one line together with a name in every command.</summary>
    public const int MaximumPasswordBytes = 400;

    /// <summary>Why not: a code of IRCv3 account-registration, and words.</summary>
    internal sealed record Refusal(string Code, string Text);

    /// <summary>Reached between the nickname's being looked at and the account's being made of it.</summary>
    public const string KeysMade = "the keys of a new account are made";

    /// <summary>
    /// Makes an account; the caller logs the user in to it, and to nothing else. The reason where it was not made, or null.
    /// </summary>
    /// <param name="context">The user's.</param>
    /// <param name="nickname">The user's own when the command came: another of its sessions may give it another meanwhile.</param>
    /// <param name="password">Its password.</param>
    /// <param name="account">The account that was made.</param>
    public static Refusal? Try(CommandContext context, byte[] nickname, string password, out Account? account)
    {
        account = null;
        if (context.Server.Options.ClosedRegistration)
            return new("TEMPORARILY_UNAVAILABLE", "Only the administrator of this server can make accounts");
        if (context.User.Account is not null) return new("ALREADY_AUTHENTICATED", "You are logged in to an account");
        if (!IsName(nickname)) return new("BAD_ACCOUNT_NAME", "That cannot be the name of an account");
        if (CheckPassword(context.Server.Options, nickname, password) is { } why) return why;
        ScramKeys? keys = null;
        // It counts as a wrong password does, whatever becomes of it.
        PasswordVerdict verdict = context.Server.PasswordChecks.Charge(context.Session, () => keys = ScramKeys.Create(password));
        if (verdict.Refusal("attempts") is { } refusal) return new("TEMPORARILY_UNAVAILABLE", refusal);
        if (keys is null) return new("UNACCEPTABLE_PASSWORD", "That password has characters that cannot be in one");
        context.Server.Checkpoints.Reach(KeysMade);
        try
        {
            account = context.Server.Accounts.Add(nickname, keys);
            return account is null ? new("ACCOUNT_EXISTS", "There is an account of that name or one like it, or was once") : null;
        }
        catch (StoreException exception)
        {
            return new("TEMPORARILY_UNAVAILABLE", $"Accounts are out of order for now: {exception.Message}");
        }
    }

    /// <summary>Returns whether an account can have that name: any valid nickname.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => Nickname.IsValid(name) && !ServiceNames.IsReserved(name);

    /// <summary>Why that cannot be an account's password; null where it can. One that is as the name is refused, too.</summary>
    public static Refusal? CheckPassword(ChatOptions options, ReadOnlySpan<byte> name, string password)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(password);
        if (bytes.Length > MaximumPasswordBytes)
            return new("UNACCEPTABLE_PASSWORD", $"The password must have {MaximumPasswordBytes} bytes at the most");
        if (password.EnumerateRunes().Count() < options.MinimumPasswordLength)
            return new("WEAK_PASSWORD", $"The password must have {options.MinimumPasswordLength} characters at least");
        return CaseMapping.Ascii.Equals(name, bytes) ? new("WEAK_PASSWORD", "The password must not be the name") : null;
    }
}
