using ChatSockets.Client.Connection;

namespace ChatSockets.Client.Commands;

internal static class Me
{
    public static readonly SlashCommand Row = new("me", "TEXT", "say what you do: * alice waves", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Rest.Length == 0) return call.Usage;
        if (call.App.Conversations.Current is not { } current) return "not in a room; /join one first";
        call.App.Say(current.Name, call.Rest, SpeechKind.Action);
        return null;
    }
}
