namespace ChatSockets.Client.Commands;

internal static class NickServ
{
    public static readonly SlashCommand Row = new("ns", "COMMAND...", "talk to NickServ, who looks after accounts", Run)
    {
        Arguments = static _ => ["HELP", "REGISTER", "IDENTIFY", "INFO", "SET", "CERT", "SESSIONS", "ERASE", "GHOST", "LOGOUT", "DROP"],
    };

    private static string? Run(SlashCall call) => ServiceTalk.Say(call, "NickServ");
}
