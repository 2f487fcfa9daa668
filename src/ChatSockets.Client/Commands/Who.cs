using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Who
{
    public static readonly SlashCommand Row = new("who", "[ROOM|MASK]", "list users with their addresses", Run);

    private static string? Run(SlashCall call)
    {
        string mask = call.Rest.Length > 0 ? call.Word() : call.Room() ?? "";
        if (mask.Length == 0) return call.Usage;
        call.Session.Outgoing.Send(Verbs.Who, mask);
        return null;
    }
}
