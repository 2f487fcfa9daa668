using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Nick
{
    public static readonly SlashCommand Row = new("nick", "NAME", "take another nickname", Run);

    private static string? Run(SlashCall call)
    {
        string name = call.Word();
        if (name.Length == 0) return call.Usage;
        call.Network.Wishes.AskNick(name);
        call.Session.Outgoing.Send(Verbs.Nick, name);
        return null;
    }
}
