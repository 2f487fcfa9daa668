using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Sets a new password. It needs the old one, so that a terminal left logged in does not give away the account.</summary>
internal static class SetPassword
{
    public static readonly ServiceCommand Row = new("SET PASSWORD", Handle, "<old password> <new password>", "Changes your password.")
    {
        MinimumWords = 2,
        NeedsAccount = true,
        Cost = 5,
        Details =
        [
            "The new password is one word, the last; what comes before it is the old one.",
            "Your other connections are closed: they must log in again.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        string wanted = call[call.Words.Count - 1], old = string.Join(' ', call.Words.SkipLast(1));
        if (AccountRegistration.CheckPassword(call.Server.Options, call.Account.Name, wanted) is { } refusal)
        {
            call.Say($"{refusal.Text}.");
        }
        else if (PasswordLogin.Try(call.Context, call.Account.Name, old, out string why) is not { } account)
        {
            call.Say($"{why} It goes like this: {call.HowTo(Row.Syntax)}");
        }
        else
        {
            Change(call, account, wanted);
        }
    }

    private static void Change(ServiceCall call, Account account, string wanted)
    {
        ScramKeys? keys = null;
        if (!call.Server.PasswordChecks.TryHash(call.Context.Session, () => keys = ScramKeys.Create(wanted)))
        {
            call.Say("The server has many passwords to look at: try again in a moment.");
        }
        else if (keys is null)
        {
            call.Say("The new password has characters that cannot be in one.");
        }
        else if (!call.Server.Accounts.SetKeys(account, keys))
        {
            call.Say("The account has been changed just now, and your password is not: try again.");
        }
        else
        {
            int closed = Login.CloseOthers(call.Server, call.Context.Session, account.Name,
                "The password of your account was changed: log in with the new one");
            call.Say("Your password is changed. Change it in your clients, too.");
            if (closed > 0) call.Say(closed == 1 ? "Your other connection is closed." : $"Your {closed} other connections are closed.");
        }
    }
}
