using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Unban
{
    public static readonly SlashCommand Row = new("unban", "[ROOM] NICK|MASK", "let somebody in again", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Room() is not { } room) return call.Usage;
        string who = call.Word();
        if (who.Length == 0) return call.Usage;
        call.Session.Outgoing.Send(Verbs.Mode, room, "-b", Ban.Complete(who));
        return null;
    }
}
