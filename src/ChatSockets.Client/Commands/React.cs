using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Commands;

internal static class React
{
    public static readonly SlashCommand Row = new(
        "react", "NUMBER EMOJI", "react to a message of the last list, with an emoji or its name: thumbsup", Run)
    {
        Arguments = static _ => EmojiNames.StartingWith("").Select(each => each.Name),
    };

    private static string? Run(SlashCall call)
    {
        if (call.Message(out MessageReference reference, out TimelineEntry entry) is { } error) return error;
        string symbol = call.Word();
        if (symbol.Length == 0) return call.Usage;
        return MessageActions.React(reference.Conversation, entry, EmojiNames.Find(symbol.Trim(':')) ?? symbol);
    }
}
