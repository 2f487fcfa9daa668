using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;

namespace ChatSockets.Core.Services.NickServ;

/// <summary>Makes an account, as the command REGISTER does for programs.</summary>
internal static class Register
{
    public static readonly ServiceCommand Row = new("REGISTER", Handle, "<password> [<email>]", "Makes an account of your nickname.")
    {
        MinimumWords = 1,
        Cost = 5,
        Details =
        [
            "From then on the nickname is yours, and anybody who wants it must know the password.",
            "This server never sends mail, so it neither asks for nor stores an address.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        byte[] nickname = call.Context.User.Nickname;
        // Cut at the space, it would be another password than was meant.
        if (call.Words.Count > 2 || (call.Words.Count == 2 && !call[1].Contains('@', StringComparison.Ordinal)))
        {
            call.Say("A password that is typed here has no spaces. Please choose another one.");
        }
        else if (AccountRegistration.Try(call.Context, nickname, call[0], out Account? account) is { } refusal)
        {
            call.Say($"{refusal.Text}.");
        }
        else
        {
            string name = Encoding.UTF8.GetString(account!.Name);
            bool isIn = Login.TryIn(call.Context, new AccountProof(account));
            call.Say(isIn
                ? $"The account {name} is made, and you are logged in to it."
                : $"The account {name} was made, and has been changed since.");
            call.Say(
                $"Next time: {call.HowTo($"IDENTIFY {name} <password>")}. Or tell your client to log in with SASL: then it does "
                    + "that by itself.");
        }
    }
}
