using System.Text;
using ChatSockets.Core.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Delivery;

/// <summary>One line of a <see cref="Broadcast"/>: its place among the others and its sender's tags.</summary>
/// <param name="Start">Where the line begins in the broadcast's bytes.</param>
/// <param name="Length">Its length, line end included.</param>
/// <param name="ClientTags">The client-only tags as on the wire, each preceded by a semicolon.</param>
/// <param name="IsTagsOnly">Whether it is a TAGMSG, which clients without message-tags never see.</param>
internal readonly record struct OutgoingMessage(int Start, int Length, byte[] ClientTags, bool IsTagsOnly)
{
    /// <summary>
    /// Whether the line is empty, which is possible only in a multiline message: clients that get single lines never see it.
    /// </summary>
    public bool IsBlank { get; init; }

    /// <summary>The line goes on where the one before it ended: IRCv3 multiline.</summary>
    public bool IsContinued { get; init; }

    /// <summary>Whether the sender is told of a refusal; never for a NOTICE.</summary>
    public bool IsAnswered { get; init; }

    /// <summary>
    /// Whether it belongs in the history: true for all messages of people, false for typing notices (IRCv3 typing) and queries between
    /// programs (CTCP).
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
    /// Returns the tags of a message that are relayed: IRCv3 message-tags, "Client-only tags". The server sets all others.
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
