namespace ChatSockets.Client.Commands;

internal static class Msg
{
    public static readonly SlashCommand Row = new("msg", "NAME TEXT", "say something to a person or another room", Run) { Aliases = ["m"] };

    private static string? Run(SlashCall call)
    {
        string target = call.Word();
        if (target.Length == 0 || call.Rest.Length == 0) return call.Usage;
        call.App.Say(target, call.Rest);
        return null;
    }
}
