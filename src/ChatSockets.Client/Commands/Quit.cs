namespace ChatSockets.Client.Commands;

internal static class Quit
{
    public static readonly SlashCommand Row = new("quit", "[REASON]", "say goodbye", Run) { Aliases = ["exit"], Offline = true };

    private static string? Run(SlashCall call)
    {
        call.App.Quit(call.Rest);
        return null;
    }
}
