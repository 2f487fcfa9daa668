using System.Buffers;
using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Replies;

/// <summary>
/// The reply to a labeled command: IRCv3 labeled-response. A single line carries the label itself, several lines come in a batch that
/// carries it, and an empty reply is an ACK. Used only by <see cref="ReplyBuffer"/>.
/// </summary>
internal sealed class LabeledReply(byte[] label)
{
    /// <summary>The longest label, in bytes; a longer one is ignored.</summary>
    public const int MaximumBytes = 64;

    /// <summary>Returns whether the reply to a message with these tags must carry a label.</summary>
    public static bool IsAskedFor(Session session, MessageTags tags, out ReadOnlySpan<byte> label)
    {
        label = default;
        return !tags.IsEmpty && session.Has(Capability.LabeledResponse | Capability.Batch)
            && tags.TryGet("label"u8, out label) && label.Length is > 0 and <= MaximumBytes;
    }

    private readonly List<int> _starts = [];
    private byte[]? _batch;

    /// <summary>The label, as it stood on the wire.</summary>
    public byte[] Label { get; } = label;

    /// <summary>Whether the batch must stay open when the lines so far are sent.</summary>
    public bool ExpectsMore { get; set; }

    /// <summary>Whether the reply is complete; later lines are not part of it.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>A message, or an own copy of several lines that belong together, begins at that byte.</summary>
    public void Begins(int at) => _starts.Add(at);

    /// <summary>Returns the collected lines in the form that the label requires.</summary>
    public byte[] Take(ReplyBuffer buffer, ReadOnlySpan<byte> gathered, bool isLast)
    {
        var answer = new ArrayBufferWriter<byte>(gathered.Length + (16 * _starts.Count) + 256);
        if (IsComplete) answer.Write(gathered);
        else if (isLast && _batch is null && _starts.Count == 0) Write(answer, "label="u8, Label, buffer.Line(Verbs.Ack));
        else if (isLast && _batch is null && _starts.Count == 1) Write(answer, "label="u8, Label, gathered);
        else WriteBatch(answer, buffer, gathered, isLast);
        IsComplete |= isLast;
        _starts.Clear();
        return answer.WrittenSpan.ToArray();
    }

    private void WriteBatch(ArrayBufferWriter<byte> answer, ReplyBuffer buffer, ReadOnlySpan<byte> gathered, bool isLast)
    {
        if (_batch is null)
        {
            _batch = buffer.NewReference();
            Write(answer, "label="u8, Label, buffer.Line(Verbs.Batch, [(byte)'+', .. _batch], "labeled-response"u8));
        }
        for (int i = 0; i < _starts.Count; i++)
        {
            ReadOnlySpan<byte> line = gathered[_starts[i]..(i + 1 < _starts.Count ? _starts[i + 1] : gathered.Length)];
            // What is in a batch already is in this one by that.
            if (line.StartsWith("@batch="u8)) answer.Write(line);
            else Write(answer, "batch="u8, _batch, line);
        }
        if (isLast) answer.Write(buffer.Line(Verbs.Batch, [(byte)'-', .. _batch]));
    }

    /// <summary>The tag of a single line that is the whole reply, or of one of several lines once their batch has begun.</summary>
    public byte[] EchoTag => _batch is null ? [.. "label="u8, .. Label] : [.. "batch="u8, .. _batch];

    /// <summary>It is answered, by a line with <see cref="EchoTag"/>.</summary>
    public void Echoed() => IsComplete |= _batch is null;

    /// <summary>A line, or several that belong together, with one more tag on the first.</summary>
    public static byte[] Tagged(ReadOnlySpan<byte> tag, ReadOnlySpan<byte> lines)
    {
        if (lines.IsEmpty) return [];
        bool isTagged = lines[0] == (byte)'@';
        return [.. "@"u8, .. tag, .. isTagged ? ";"u8 : " "u8, .. isTagged ? lines[1..] : lines];
    }

    // One more tag, before those that the line has.
    private static void Write(ArrayBufferWriter<byte> answer, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ReadOnlySpan<byte> line)
    {
        bool isTagged = line[0] == (byte)'@';
        answer.Write("@"u8);
        answer.Write(key);
        answer.Write(value);
        answer.Write(isTagged ? ";"u8 : " "u8);
        answer.Write(isTagged ? line[1..] : line);
    }
}
