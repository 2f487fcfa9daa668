using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Logs in with a password, for clients without SASL. A nonexistent account gets the same reply as a wrong password.</summary>
internal static class Identify
{
    public static readonly ServiceCommand Row = new("IDENTIFY", Handle, "[<account>] <password>", "Logs you in to your account.")
    {
        MinimumWords = 1,
        Cost = 5,
        Details =
        [
            "Without an account's name, the one of your nickname is meant. A password with spaces needs the name before it.",
            "A client that logs in with SASL does this by itself, and before anybody sees you.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        byte[] name = call.Words.Count == 1 ? call.Context.User.Nickname : Encoding.UTF8.GetBytes(call[0]);
        string password = call.Words.Count == 1 ? call[0] : call.From(1);
        if (CaseMapping.Ascii.Equals(name, call.Context.User.Account))
        {
            call.Say($"You are logged in to {Encoding.UTF8.GetString(name)} already.");
            return;
        }
        if (PasswordLogin.Try(call.Context, name, password, out string why) is not { } account)
        {
            call.Say($"{why} It goes like this: {call.HowTo(Row.Syntax)}");
            return;
        }
        if (!Login.TryIn(call.Context, new AccountProof(account)))
        {
            call.Say("The account has been changed just now. Try again.");
            return;
        }
        string own = Encoding.UTF8.GetString(account.Name);
        call.Say($"You are logged in to {own}.");
        if (!CaseMapping.Ascii.Equals(account.Name, call.Context.User.Nickname))
            call.Say($"To have its nickname, too: {call.HowTo($"RECLAIM {own}")}");
    }
}
