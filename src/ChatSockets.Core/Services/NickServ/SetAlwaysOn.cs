using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;


namespace ChatSockets.Core.Services.NickServ;

/// <summary>Whether the account's user stays when nobody is connected.</summary>
internal static class SetAlwaysOn
{
    public static readonly ServiceCommand Row = new("SET ALWAYS-ON", Handle, "ON|OFF",
        "Keeps you in your rooms when nobody is connected, or not.")
    {
        IsShared = true,
        MinimumWords = 1,
        NeedsAccount = true,
    };

    private static void Handle(ServiceCall call)
    {
        bool isOn = call[0].Equals("ON", StringComparison.OrdinalIgnoreCase);
        if (!isOn && !call[0].Equals("OFF", StringComparison.OrdinalIgnoreCase))
        {
            call.Say($"That goes like this: {call.HowTo(Row.Syntax)}");
            return;
        }
        if (!AlwaysOn.TrySet(call.Server, call.Context.User, call.Account, isOn))
            call.Say($"You are not logged in any more: {ServiceNames.HowToLogIn}");
        else call.Say(isOn
            ? "You are always on: you stay in your rooms when nobody is connected."
            : "You are not always on any more: you leave when your last connection does.");
    }
}
