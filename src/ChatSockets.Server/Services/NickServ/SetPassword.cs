using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Accounts;

namespace ChatSockets.Server.Services.NickServ;

/// <summary>Another password, for whoever knows the old one: whoever finds a terminal logged in does not get the account.</summary>
internal static class SetPassword
{
    public static readonly ServiceCommand Row = new("SET PASSWORD", Handle, "<old password> <new password>", "Changes your password.")
    {
        MinimumWords = 2,
        NeedsAccount = true,
        Cost = 5,
        Details = ["The new password is one word, the last; what comes before it is the old one."],
    };

    private static void Handle(ServiceCall call)
    {
        string wanted = call[call.Words.Count - 1], old = string.Join(' ', call.Words.SkipLast(1));
        if (AccountRegistration.WhyNotPassword(call.Account.Name, wanted) is { } refusal)
        {
            call.Say($"{refusal.Text}.");
        }
        else if (PasswordLogin.Try(call.Context, call.Account.Name, old, out string why) is null)
        {
            call.Say($"{why} It goes like this: {call.HowTo(Row.Syntax)}");
        }
        else if (ScramKeys.Create(wanted) is not { } keys)
        {
            call.Say("The new password has characters that cannot be in one.");
        }
        else
        {
            call.Server.Accounts.SetKeys(call.Account, keys);
            call.Say("Your password is changed. Change it in your clients, too.");
        }
    }
}
