namespace ChatSockets.Client.Commands;

internal static class Raw
{
    public static readonly SlashCommand Row = new("raw", "LINE", "send a line of the protocol as it is", Run) { Aliases = ["quote"] };

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length == 0) return call.Usage;
        call.Session.Outgoing.SendRaw(call.Rest);
        return null;
    }
}
