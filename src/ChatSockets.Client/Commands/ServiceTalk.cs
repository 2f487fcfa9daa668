namespace ChatSockets.Client.Commands;

/// <summary>A word to a service of the network, whose answer the user wants to see.</summary>
internal static class ServiceTalk
{
    public static string? Say(SlashCall call, string service)
    {
        if (call.Rest.Length == 0) return call.Usage;
        // A front with timelines shows the answer there; the others print it wherever it comes from.
        if (call.App.Timelines is not null) call.App.Conversations.SwitchTo(call.App.Conversations.Ensure(call.Network, service));
        call.App.Say(service, call.Rest);
        return null;
    }
}
