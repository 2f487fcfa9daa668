using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Whois
{
    public static readonly SlashCommand Row = new("whois", "[NICK]", "see who somebody is", Run);

    private static string? Run(SlashCall call)
    {
        string nick = call.Word();
        if (nick.Length == 0 && call.App.Conversations.Current is { } talk && !call.Session.Isupport.IsRoom(talk.Name)) nick = talk.Name;
        if (nick.Length == 0) return call.Usage;
        call.Session.Outgoing.Send(Verbs.Whois, nick);
        return null;
    }
}
