using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Names
{
    public static readonly SlashCommand Row = new("names", "[ROOM]", "list the members of a room", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Room() is not { } room) return call.Usage;
        call.Session.Outgoing.Send(Verbs.Names, room);
        return null;
    }
}
