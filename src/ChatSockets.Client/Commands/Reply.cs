using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Reply
{
    public static readonly SlashCommand Row = new("reply", "NUMBER TEXT", "answer a message of the last list", Run);

    private static string? Run(SlashCall call)
    {
        if (call.Message(out MessageReference reference, out TimelineEntry entry) is { } error) return error;
        if (call.Rest.Length == 0) return call.Usage;
        return MessageActions.Reply(reference.Conversation, entry, call.Rest);
    }
}
