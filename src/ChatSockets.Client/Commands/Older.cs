namespace ChatSockets.Client.Commands;

internal static class Older
{
    public static readonly SlashCommand Row = new("older", "", "load older messages of this conversation from the server", Run);

    private static string? Run(SlashCall call)
    {
        if (call.App.Conversations.Current is not { IsServer: false } current) return "not in a conversation";
        if (call.Network.History is not { } history || !history.LoadOlder(current)) return "there are no older messages";
        return null;
    }
}
