namespace ChatSockets.Client.Core;

/// <summary>A message that was shown to the user and may be meant later, when the timeline has grown or was emptied.</summary>
/// <param name="Conversation">Where it was said.</param>
/// <param name="Position">Where it stands in the timeline.</param>
/// <param name="Time">When it was said: another message may stand there by now.</param>
internal sealed record MessageReference(Conversation Conversation, long Position, DateTimeOffset Time)
{
    public const string Gone = "that message is not loaded any more";

    public static MessageReference To(Conversation conversation, long position) =>
        new(conversation, position, conversation.Timeline[position].Time);

    /// <summary>The message; null if it is not loaded any more.</summary>
    public TimelineEntry? Find()
    {
        Timeline timeline = Conversation.Timeline;
        if (Position < timeline.Start || Position >= timeline.End) return null;
        TimelineEntry entry = timeline[Position];
        return entry.Time == Time ? entry : null;
    }
}
