using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class SearchCommand
{
    public static readonly SlashCommand Row = new(
        "search", "WORDS", "find messages of this conversation on the server, or in the log", Run);

    private const int Most = 50;

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length == 0) return call.Usage;
        if (call.App.Timelines is null || call.App.Conversations.Current is not { IsServer: false } current)
            return "not in a room; /join one first";
        if (call.Network.History!.Search(current, call.Rest)) return null;
        if (call.App.Log is not { } log) return "this server cannot search; /find searches what is loaded";
        IReadOnlyList<TimelineEntry> found = log.Find(current, call.Rest, Most);
        call.App.Frontend.Offer("found in the log", [.. found.Select(each => new Choice(
            $"{each.From}: {each.Text}", $"{each.Time.ToLocalTime():yyyy-MM-dd HH:mm}", static () => { }))]);
        return null;
    }
}
