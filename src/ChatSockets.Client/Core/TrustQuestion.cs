using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Core;

/// <summary>Asks the user whether the key that an unknown server has shown is the right one.</summary>
internal static class TrustQuestion
{
    public static void Ask(ClientApp app, Network network, LinkRefusal refusal)
    {
        app.Tell("Compare the key with what the server prints or its operator says. /trust remembers it and connects.");
        // The last line is what a list over the screen leaves to be seen.
        app.Tell($"{refusal.Key}");
        app.Frontend.Offer($"Is this the key of {refusal.Server}?",
        [
            new Choice("yes", $"{refusal.Key}", () => network.Trust(remembers: true)),
            new Choice("only now", "trust it until the client ends", () => network.Trust(remembers: false)),
            new Choice("no", "stay offline", () => app.TellError(network, $"not connected to {refusal.Server}")),
        ]);
    }
}
