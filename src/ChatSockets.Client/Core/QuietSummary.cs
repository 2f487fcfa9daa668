namespace ChatSockets.Client.Core;

/// <summary>Comings and goings in a row as one line: "3 joined, 1 left".</summary>
internal static class QuietSummary
{
    /// <summary>The line for the entries from one position to another, both of them in it.</summary>
    public static string Of(Timeline timeline, long first, long last)
    {
        if (first == last) return EventText.Of(timeline[first]);
        int joined = 0, left = 0, renamed = 0;
        for (long i = first; i <= last; i++)
        {
            EntryKind kind = timeline.KindOf(i);
            if (kind == EntryKind.Joined) joined++;
            else if (kind == EntryKind.Renamed) renamed++;
            else left++;
        }
        return string.Join(", ", new[]
        {
            joined > 0 ? $"{joined} joined" : null, left > 0 ? $"{left} left" : null, renamed > 0 ? $"{renamed} renamed" : null,
        }.OfType<string>());
    }
}
