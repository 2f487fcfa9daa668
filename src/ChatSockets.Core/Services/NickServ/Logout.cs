using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;


namespace ChatSockets.Core.Services.NickServ;

/// <summary>Logs out. The nickname stays until it is changed.</summary>
internal static class Logout
{
    public static readonly ServiceCommand Row = new("LOGOUT", Handle, "", "Logs you out of your account.")
    { IsShared = true };

    private static void Handle(ServiceCall call)
    {
        if (call.Context.User.Account is null)
        {
            call.Say("You are not logged in.");
            return;
        }
        Login.Out(call.Context);
        call.Say($"You are logged out. Back in: {ServiceNames.HowToLogIn}");
    }
}
