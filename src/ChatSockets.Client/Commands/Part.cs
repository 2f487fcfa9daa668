using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Part
{
    public static readonly SlashCommand Row = new("part", "[ROOM] [REASON]", "leave a room, or close a private talk", Run)
    {
        Aliases = ["leave", "close"],
    };

    private static string? Run(SlashCall call)
    {
        if (call.Room() is { } room)
        {
            if (call.Rest.Length > 0) call.Session.Outgoing.Send(Verbs.Part, room, call.Rest);
            else call.Session.Outgoing.Send(Verbs.Part, room);
            return null;
        }
        if (call.App.Conversations.Current is not { } talk) return "there is nothing to leave";
        call.App.Conversations.Close(talk);
        return null;
    }
}
