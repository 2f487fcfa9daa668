using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Commands;

internal static class Trust
{
    public static readonly SlashCommand Row = new("trust", "[FINGERPRINT]", "trust the key that the server has shown, and connect", Run)
    {
        Offline = true,
    };

    private static string? Run(SlashCall call)
    {
        string text = call.Word();
        if (call.Network.Refusal is not { Key: { } key } refusal) return "no server waits to be trusted here";
        // A key that takes the place of another is named in full: nobody does that without having looked.
        if (text.Length == 0 && !refusal.MayAsk) return $"to trust it in the place of the old one, name it: /trust {key}";
        if (text.Length > 0 && KeyFingerprint.Parse(text) != key) return $"that is not the key that {refusal.Server} has shown: {key}";
        call.Network.Trust(remembers: true);
        return null;
    }
}
