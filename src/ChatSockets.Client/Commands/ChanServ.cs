namespace ChatSockets.Client.Commands;

internal static class ChanServ
{
    public static readonly SlashCommand Row = new("cs", "COMMAND...", "talk to ChanServ, who looks after rooms", Run)
    {
        Arguments = static app =>
            [.. SlashCommands.Rooms(app), "HELP", "REGISTER", "INFO", "LIST", "INVITE", "UNBAN", "SET", "TRANSFER", "DROP"],
    };

    private static string? Run(SlashCall call) => ServiceTalk.Say(call, "ChanServ");
}
