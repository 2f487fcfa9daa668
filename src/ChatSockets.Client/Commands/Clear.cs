namespace ChatSockets.Client.Commands;

internal static class Clear
{
    public static readonly SlashCommand Row = new("clear", "", "empty the screen", Run) { Offline = true };

    private static string? Run(SlashCall call)
    {
        call.App.Clear();
        return null;
    }
}
