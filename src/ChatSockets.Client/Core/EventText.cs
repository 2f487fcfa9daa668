using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>What happened, as a sentence without its end: "alice joined", "bob kicked you (bye)".</summary>
internal static class EventText
{
    /// <summary>The sentence of an entry that nobody said.</summary>
    public static string Of(in TimelineEntry entry)
    {
        string text = PlainText.Clean(entry.Text.ReplaceLineEndings(" ")), who = entry.IsSelf ? "you" : entry.From;
        return entry.Kind switch
        {
            EntryKind.Joined => $"{who} joined",
            EntryKind.Parted => $"{who} left{InBrackets(text)}",
            EntryKind.Quit => $"{who} quit{InBrackets(text)}",
            EntryKind.Renamed => $"{entry.From} is now {text}",
            EntryKind.Kicked => $"{entry.From} kicked {(entry.IsSelf ? "you" + BehindFirstWord(text) : text)}",
            EntryKind.ModeChanged => $"{entry.From} set {text}",
            EntryKind.TopicChanged => $"{entry.From} set the topic: {text}",
            _ => text,
        };
    }

    private static string InBrackets(string reason) => reason.Length > 0 ? $" ({reason})" : "";

    private static string BehindFirstWord(string text) =>
        text.IndexOf(' ', StringComparison.Ordinal) is var space and >= 0 ? text[space..] : "";
}
