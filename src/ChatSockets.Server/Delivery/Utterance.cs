using ChatSockets.Protocol;

namespace ChatSockets.Server.Delivery;

/// <summary>One line of a <see cref="Broadcast"/>: where it stands among the others, and what its speaker tagged it with.</summary>
/// <param name="Start">Where the line begins in the broadcast's bytes.</param>
/// <param name="Length">Its length, line end included.</param>
/// <param name="ClientTags">The client-only tags as they stand on the wire, each with a semicolon before it.</param>
/// <param name="IsTagsOnly">TAGMSG: those without message-tags never see it.</param>
internal readonly record struct Utterance(int Start, int Length, byte[] ClientTags, bool IsTagsOnly)
{
    /// <summary>A line without a text, which only a message of several lines can have: those who read it as single lines never see it.</summary>
    public bool IsBlank { get; init; }

    /// <summary>The line goes on where the one before it ended: IRCv3 multiline.</summary>
    public bool IsContinued { get; init; }

    /// <summary>
    /// What may be relayed of the tags that came with a message: IRCv3 message-tags, "Client-only tags". All others are ours to set.
    /// </summary>
    public static byte[] Relayed(MessageTags tags)
    {
        if (tags.IsEmpty) return [];
        var relayed = new List<byte>(tags.Raw.Length + 1);
        foreach (MessageTag tag in tags)
        {
            if (!tag.IsClientOnly) continue;
            relayed.Add((byte)';');
            relayed.AddRange(tag.Key);
            if (tag.EscapedValue.IsEmpty) continue;
            relayed.Add((byte)'=');
            relayed.AddRange(tag.EscapedValue);
        }
        return [.. relayed];
    }
}
