using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Ends the account. It takes a code, so that nobody does it by mistake.</summary>
internal static class Drop
{
    public static readonly ServiceCommand Row = new("DROP", Handle, "[<code>]", "Ends your account, for good.")
    {
        IsShared = true,
        NeedsAccount = true,
        Cost = 5,
        Details = ["Without the code it tells you the code. Nobody can ever make an account of that name again."],
    };

    private static void Handle(ServiceCall call)
    {
        string name = Encoding.UTF8.GetString(call.Account.Name), code = CodeOf(call.Account);
        if (call[0] != code)
        {
            call.Say(
                $"This ends the account {name} for good: nobody can log in to it or make it again, you neither. What you have said stays.");
            call.Say($"If that is what you want: {call.HowTo($"{Row.Name} {code}")}");
            return;
        }
        if (!call.Server.Accounts.Drop(call.Account))
        {
            call.Say("The account has been changed just now, and is not ended: try again.");
            return;
        }
        foreach (User user in call.Server.Users.OfAccount(call.Account.Name))
        {
            if (user == call.Context.User) continue;
            if (user.Sessions is [var session, ..]) Login.Out(CommandContext.OfAnother(call.Server, session), call.Account.Name);
            // Who was always on stayed for the account.
            Disconnect.TryEnd(call.Server, user, "The account was dropped", user => user.Sessions.Length == 0
                && CaseMapping.Ascii.Equals(user.Account, call.Account.Name));
        }
        Login.Out(call.Context, call.Account.Name);
        call.Say($"The account {name} was dropped.");
    }

    private static string CodeOf(Account account) => ServiceCall.CodeOf($"{account.Id} {account.Created:O} {account.StoredKeys}");
}
