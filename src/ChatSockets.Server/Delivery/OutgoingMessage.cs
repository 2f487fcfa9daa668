using System.Text;
using ChatSockets.Protocol;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Delivery;

/// <summary>One line of a <see cref="Broadcast"/>: where it stands among the others, and what its speaker tagged it with.</summary>
/// <param name="Start">Where the line begins in the broadcast's bytes.</param>
/// <param name="Length">Its length, line end included.</param>
/// <param name="ClientTags">The client-only tags as they stand on the wire, each with a semicolon before it.</param>
/// <param name="IsTagsOnly">TAGMSG: those without message-tags never see it.</param>
internal readonly record struct OutgoingMessage(int Start, int Length, byte[] ClientTags, bool IsTagsOnly)
{
    /// <summary>
    /// A line without a text, which only a message of several lines can have: those who read it as single lines never see it.
    /// </summary>
    public bool IsBlank { get; init; }

    /// <summary>The line goes on where the one before it ended: IRCv3 multiline.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Whether the speaker is told when it is refused; of a NOTICE nobody is.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>
    /// Whether it belongs into the history: all that people say does, but neither that somebody is typing (IRCv3 typing) nor what programs
    /// ask each other (CTCP).
    /// </summary>
    public bool IsKept { get; init; }

    /// <summary>A line as it was said.</summary>
    public static OutgoingMessage Of(int start, int length, ReadOnlySpan<byte> text, MessageTags tags, bool isTagsOnly)
    {
        byte[] relayed = Relayed(tags);
        bool isKept = isTagsOnly ? relayed.Length > 0 && !relayed.AsSpan().StartsWith(";+typing"u8) : !LineContent.IsCtcp(text);
        return new OutgoingMessage(start, length, relayed, isTagsOnly) { IsKept = isKept };
    }

    /// <summary>
    /// What may be relayed of the tags that came with a message: IRCv3 message-tags, "Client-only tags". All others are ours to set.
    /// </summary>
    public static byte[] Relayed(MessageTags tags)
    {
        if (tags.IsEmpty) return [];
        Dictionary<string, int>? last = LastOfEachKey(tags);
        var relayed = new List<byte>(tags.Raw.Length + 1);
        int number = 0;
        foreach (MessageTag tag in tags)
        {
            if (!tag.IsClientOnly || (last is not null && last[Encoding.UTF8.GetString(tag.Key)] != number++)) continue;
            relayed.Add((byte)';');
            relayed.AddRange(tag.Key);
            if (tag.EscapedValue.IsEmpty) continue;
            relayed.Add((byte)'=');
            relayed.AddRange(tag.EscapedValue);
        }
        return [.. relayed];
    }

    // "Format": no message has a key twice; of a client that repeats itself the last one counts. Null where there is nothing to repeat.
    private static Dictionary<string, int>? LastOfEachKey(MessageTags tags)
    {
        int count = 0;
        foreach (MessageTag tag in tags) count += tag.IsClientOnly ? 1 : 0;
        if (count < 2) return null;
        var last = new Dictionary<string, int>(count, StringComparer.Ordinal);
        count = 0;
        foreach (MessageTag tag in tags)
        {
            if (tag.IsClientOnly) last[Encoding.UTF8.GetString(tag.Key)] = count++;
        }
        return last;
    }
}
