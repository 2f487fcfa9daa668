using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Commands;

internal static class Open
{
    public static readonly SlashCommand Row = new(
        "open", "NUMBER", "open the link in a message of the last list", Run)
    { Offline = true };

    private static string? Run(SlashCall call)
    {
        if (call.Message(out _, out TimelineEntry entry) is { } error) return error;
        if (Links.First(entry.Text) is not { } link) return "there is no link in it";
        if (!LinkOpener.TryOpen(link)) return $"no program here opens {link}";
        call.App.Tell($"opening {link}");
        return null;
    }
}
