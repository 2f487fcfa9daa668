using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Away
{
    public static readonly SlashCommand Row = new("away", "[REASON]", "tell those who write to you that you are away", Run);

    private static string? Run(SlashCall call)
    {
        call.Session.Outgoing.Send(Verbs.Away, call.Rest.Length > 0 ? call.Rest : "away");
        return null;
    }
}
