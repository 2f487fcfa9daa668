using ChatSockets.Client.Core;
using ChatSockets.Protocol;

namespace ChatSockets.Client.Commands;

internal static class Copy
{
    public static readonly SlashCommand Row = new("copy", "NUMBER", "copy a message of the last list", Run) { Offline = true };

    private static string? Run(SlashCall call)
    {
        if (call.Message(out _, out TimelineEntry entry) is { } error) return error;
        string text = PlainText.Clean(entry.Text);
        call.App.Tell(call.App.Frontend.Copy(text));
        return null;
    }
}
