using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Commands;
using ChatSockets.Server.Services;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Accounts;

/// <summary>A user makes an account of the nickname: REGISTER and NickServ.</summary>
internal static class AccountRegistration
{
    /// <summary>The shortest password, in characters; one that is as the name is refused, too.</summary>
    public const int MinimumPasswordLength = 6;

    /// <summary>The longest, in bytes: so it fits into one line together with a name, whatever the way.</summary>
    public const int MaximumPasswordBytes = 255;

    /// <summary>Why not: a code of IRCv3 account-registration, and words.</summary>
    internal sealed record Refusal(string Code, string Text);

    /// <summary>Makes the account of the user's nickname; the caller logs the user in. Answers why it was not made, or null.</summary>
    public static Refusal? Try(CommandContext context, string password)
    {
        if (context.Server.Options.ClosedRegistration) return new("TEMPORARILY_UNAVAILABLE", "Accounts are made by whoever runs this server: ask them");
        if (context.User.Account is not null) return new("ALREADY_AUTHENTICATED", "You are logged in to an account");
        if (!IsName(context.User.Nickname)) return new("BAD_ACCOUNT_NAME", "That cannot be the name of an account");
        if (WhyNotPassword(context.User.Nickname, password) is { } why) return why;
        TimeSpan wait = context.Server.LoginAttempts.Wait(context.Session.IPAddress);
        if (wait > TimeSpan.Zero) return new("TEMPORARILY_UNAVAILABLE", $"Too many attempts from your address: try again in {Math.Ceiling(wait.TotalSeconds)} seconds");
        context.Server.LoginAttempts.Add(context.Session.IPAddress);
        try
        {
            if (ScramKeys.Create(password) is not { } keys) return new("UNACCEPTABLE_PASSWORD", "That password has characters that cannot be in one");
            return context.Server.Accounts.Add(context.User.Nickname, keys) is null ? new("ACCOUNT_EXISTS", "There is an account of that name, or was once") : null;
        }
        catch (StoreException exception)
        {
            return new("TEMPORARILY_UNAVAILABLE", $"Accounts are out of order for now: {exception.Message}");
        }
    }

    /// <summary>Whether an account can have that name: whatever can be a user's nickname.</summary>
    public static bool IsName(ReadOnlySpan<byte> name) => Nickname.IsValid(name) && !ServiceTable.IsReserved(name);

    /// <summary>Why that cannot be an account's password; null where it can.</summary>
    public static Refusal? WhyNotPassword(ReadOnlySpan<byte> name, string password)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(password);
        if (bytes.Length > MaximumPasswordBytes) return new("UNACCEPTABLE_PASSWORD", $"The password must have {MaximumPasswordBytes} bytes at the most");
        if (password.Length < MinimumPasswordLength) return new("WEAK_PASSWORD", $"The password must have {MinimumPasswordLength} characters at least");
        return CaseMapping.Ascii.Equals(name, bytes) ? new("WEAK_PASSWORD", "The password must not be the name") : null;
    }
}
