using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Back
{
    public static readonly SlashCommand Row = new("back", "", "no longer away", Run);

    private static string? Run(SlashCall call)
    {
        call.Network.Wishes.Away = null;
        call.Session.Outgoing.Send(Verbs.Away);
        return null;
    }
}
