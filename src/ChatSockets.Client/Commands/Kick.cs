using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Kick
{
    public static readonly SlashCommand Row = new("kick", "[ROOM] NICK [REASON]", "throw somebody out", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Room() is not { } room) return call.Usage;
        string nick = call.Word();
        if (nick.Length == 0) return call.Usage;
        if (call.Rest.Length > 0) call.Session.Outgoing.Send(Verbs.Kick, room, nick, call.Rest);
        else call.Session.Outgoing.Send(Verbs.Kick, room, nick);
        return null;
    }
}
