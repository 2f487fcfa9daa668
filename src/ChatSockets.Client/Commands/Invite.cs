using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Invite
{
    public static readonly SlashCommand Row = new("invite", "NICK [ROOM]", "ask somebody in", Run);

    private static string? Run(SlashCall call)
    {
        string nick = call.Word();
        if (nick.Length == 0 || call.Room() is not { } room) return call.Usage;
        call.Session.Outgoing.Send(Verbs.Invite, nick, room);
        return null;
    }
}
