using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Commands;

internal static class Register
{
    public static readonly SlashCommand Row = new("register", "PASSWORD [EMAIL]", "make an account of your nickname's name", Run);

    private static string? Run(SlashCall call)
    {
        string password = call.Word(), email = call.Word();
        if (password.Length == 0) return call.Usage;
        if (!AccountRegistration.IsOffered(call.Session)) return "this server makes no accounts this way; try /ns help register";
        if (email.Length == 0 && AccountRegistration.NeedsEmail(call.Session))
            return "this server needs an address: /register PASSWORD EMAIL";
        AccountRegistration.Request(call.Session, email.Length > 0 ? email : "*", password);
        return null;
    }
}
