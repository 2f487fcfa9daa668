namespace ChatSockets.Client.Commands;

internal static class SearchCommand
{
    public static readonly SlashCommand Row = new("search", "WORDS", "find messages of this conversation on the server", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length == 0) return call.Usage;
        if (call.App.Timelines is null || call.App.Conversations.Current is not { IsServer: false } current)
            return "not in a room; /join one first";
        return call.Network.History!.Search(current, call.Rest) ? null : "this server cannot search; ctrl-r searches what is loaded";
    }
}
