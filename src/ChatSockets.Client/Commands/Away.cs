using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Away
{
    public static readonly SlashCommand Row = new("away", "[REASON]",
        "tell those who write to you that you are away; without a reason: that you are back", Run);

    private static string? Run(SlashCall call)
    {
        call.Network.Wishes.Away = call.Rest.Length > 0 ? call.Rest : null;
        if (call.Rest.Length > 0) call.Session.Outgoing.Send(Verbs.Away, call.Rest);
        else call.Session.Outgoing.Send(Verbs.Away);
        return null;
    }
}
