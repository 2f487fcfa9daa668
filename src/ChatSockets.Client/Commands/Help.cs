namespace ChatSockets.Client.Commands;

internal static class Help
{
    public static readonly SlashCommand Row = new("help", "[COMMAND]", "this list, or one command of it", Run)
    {
        Offline = true,
        Arguments = static _ => SlashCommands.All.Select(row => row.Name),
    };

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length > 0)
        {
            string name = call.Word().TrimStart('/');
            if (SlashCommands.Find(name) is not { } row) return $"there is no command /{name}";
            call.App.Tell($"{row.Usage}  {row.Summary}");
            return null;
        }
        int width = SlashCommands.All.Max(row => row.Usage.Length);
        foreach (SlashCommand row in SlashCommands.All) call.App.Tell($"{row.Usage.PadRight(width)}  {row.Summary}");
        call.App.Tell("What does not begin with a slash is said in the current room; //text says /text.");
        return null;
    }
}
