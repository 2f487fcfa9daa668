using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Topic
{
    public static readonly SlashCommand Row = new("topic", "[ROOM] [TEXT]", "see or set the topic", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Room() is not { } room) return call.Usage;
        if (call.Rest.Length > 0) call.Session.Outgoing.Send(Verbs.Topic, room, call.Rest);
        else call.Session.Outgoing.Send(Verbs.Topic, room);
        return null;
    }
}
