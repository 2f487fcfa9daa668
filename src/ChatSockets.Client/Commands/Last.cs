using System.Globalization;
using ChatSockets.Client.Core;

namespace ChatSockets.Client.Commands;

internal static class Last
{
    public static readonly SlashCommand Row = new(
        "last", "[COUNT]", "list the last messages with numbers, which /reply, /react, /redact, /open and /copy take", Run)
    {
        Offline = true,
    };

    private static string? Run(SlashCall call)
    {
        if (call.App.Conversations.Current is not { } current || call.App.Timelines is null) return "not in a conversation";
        int most = 10;
        if (call.Rest.Length > 0 && (!int.TryParse(call.Word(), NumberStyles.None, CultureInfo.InvariantCulture, out most) || most == 0))
            return call.Usage;
        var found = new List<MessageReference>();
        Timeline timeline = current.Timeline;
        for (long position = timeline.End - 1; position >= timeline.Start && found.Count < most; position--)
        {
            if (timeline[position] is { IsSpeech: true, IsRedacted: false }) found.Add(MessageReference.To(current, position));
        }
        if (found.Count == 0) return "nothing has been said here yet";
        // As they were said, and the last one last.
        found.Reverse();
        call.App.List("last messages", found);
        return null;
    }
}
