namespace ChatSockets.Client.Commands;

internal static class Oper
{
    public static readonly SlashCommand Row = new("oper", "NAME PASSWORD", "become an operator of the server", Run);

    private static string? Run(SlashCall call)
    {
        string name = call.Word();
        if (name.Length == 0 || call.Rest.Length == 0) return call.Usage;
        call.Session.Outgoing.Send("OPER"u8, name, call.Rest);
        return null;
    }
}
