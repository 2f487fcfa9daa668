using System.Text;
using ChatSockets.Server.Accounts;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Services.NickServ;

/// <summary>Makes an account, as the command REGISTER does for programs.</summary>
internal static class Register
{
    public static readonly ServiceCommand Row = new("REGISTER", Handle, "<password> [<email>]", "Makes an account of your nickname.")
    {
        MinimumWords = 1,
        Cost = 5,
        Details =
        [
            "From then on the nickname is yours, and whoever wants it must know the password.",
            "Nothing is ever mailed from here, so the address is not asked for and not kept.",
        ],
    };

    private static void Handle(ServiceCall call)
    {
        string nickname = Encoding.UTF8.GetString(call.Context.User.Nickname);
        // Cut at the space, it would be another password than was meant.
        if (call.Words.Count > 2 || (call.Words.Count == 2 && !call[1].Contains('@', StringComparison.Ordinal)))
        {
            call.Say("A password that is typed here has no spaces. Please choose another one.");
        }
        else if (AccountRegistration.Try(call.Context, call[0]) is { } refusal)
        {
            call.Say($"{refusal.Text}.");
        }
        else
        {
            Login.In(call.Context, call.Context.User.Nickname);
            call.Say($"The account {nickname} is made, and you are logged in to it.");
            call.Say($"Next time: {call.HowTo($"IDENTIFY {nickname} <password>")}. Or tell your client to log in with SASL: then it does that by itself.");
        }
    }
}
