namespace ChatSockets.Client.Commands;

internal static class Query
{
    public static readonly SlashCommand Row = new("query", "NICK [TEXT]", "type to a person in private", Run) { Aliases = ["q"] };

    private static string? Run(SlashCall call)
    {
        string nick = call.Word();
        if (nick.Length == 0) return call.Usage;
        call.App.Conversations.SwitchTo(call.App.Conversations.Ensure(call.Network, nick));
        if (call.Rest.Length > 0) call.App.Say(nick, call.Rest);
        return null;
    }
}
