using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class FindText
{
    private const int Most = 50;

    public static readonly SlashCommand Row = new(
        "find", "TEXT", "list the messages of this conversation that have a text in them, as far as they are loaded", Run)
    {
        Offline = true,
    };

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length == 0) return call.Usage;
        if (call.App.Conversations.Current is not { } current || call.App.Timelines is null) return "not in a conversation";
        var found = new List<MessageReference>();
        var search = new TextSearch(call.Rest);
        long? at = current.Timeline.FindBackwards(search, current.Timeline.End);
        for (; at is { } position && found.Count < Most; at = current.Timeline.FindBackwards(search, position))
            found.Add(MessageReference.To(current, position));
        if (found.Count == 0) return $"'{call.Rest}' was not found in what is loaded; /search asks the server, /older loads more";
        found.Reverse();
        call.App.List("found", found);
        return null;
    }
}
