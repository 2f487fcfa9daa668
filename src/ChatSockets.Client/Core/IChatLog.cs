namespace ChatSockets.Client.Core;

/// <summary>Writes conversations down and finds what was written. The loop's thread calls all members.</summary>
internal interface IChatLog : IDisposable
{
    /// <summary>Writes an entry down, unless it is there already.</summary>
    void Write(Conversation conversation, in TimelineEntry entry);

    /// <summary>Returns the last messages of a conversation, oldest first.</summary>
    IReadOnlyList<TimelineEntry> Last(Conversation conversation, int most);

    /// <summary>Returns the newest messages of a conversation that contain a text, oldest first.</summary>
    IReadOnlyList<TimelineEntry> Find(Conversation conversation, string text, int most);

    /// <summary>The end of a turn: what was written is in the files.</summary>
    void Flush();
}
