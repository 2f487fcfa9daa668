using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Redact
{
    public static readonly SlashCommand Row = new(
        "redact", "NUMBER [REASON]", "delete a message of the last list for everybody", Run)
    { Aliases = ["delete"] };

    private static string? Run(SlashCall call) =>
        call.Message(out MessageReference reference, out TimelineEntry entry)
            ?? MessageActions.Redact(reference.Conversation, entry, call.Rest);
}
