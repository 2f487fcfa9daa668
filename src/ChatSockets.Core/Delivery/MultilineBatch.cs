using System.Buffers;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// An incoming multiline message: the lines between BATCH + and BATCH -. At most one per connection, used only by its thread, never larger
/// than its limits. IRCv3 client-batch, multiline.
/// </summary>
/// <param name="reference">The client's name for the batch.</param>
/// <param name="target">The target of the message.</param>
/// <param name="clientTags">The client-only tags of the opening BATCH, as <see cref="OutgoingMessage.Relayed"/> gives them.</param>
/// <param name="deduplication">The client's id of the message; null for none.</param>
internal sealed class MultilineBatch(byte[] reference, byte[] target, byte[] clientTags, Deduplication? deduplication = null)
{
    /// <summary>The batch's type, and the capability's name.</summary>
    public const string Type = "draft/multiline";

    /// <summary>The most bytes of text, with one for each line feed that joins two lines (max-bytes).</summary>
    public const int MaximumBytes = 4096;

    /// <summary>The most lines (max-lines).</summary>
    public const int MaximumLines = 100;

    private readonly List<Part> _parts = [];
    private int _bytes;
    private bool _hasText;

    private readonly record struct Part(byte[] Text, bool IsContinued);

    /// <summary>The lines as they came, for a shared log: it gets all of them at once, or none.</summary>
    public List<byte[]> Raw { get; } = [];

    public byte[] Reference { get; } = reference;

    public byte[] Target { get; } = target;

    public Deduplication? Deduplication => deduplication;

    /// <summary>The label of the opening BATCH, which the reply carries; null for none.</summary>
    public byte[]? Label { get; set; }

    /// <summary>The verb of its lines, PRIVMSG or NOTICE; null before the first.</summary>
    public byte[]? Verb { get; private set; }

    /// <summary>Whether it had an error, which was reported; the rest of it is ignored.</summary>
    public bool IsDropped { get; private set; }

    /// <summary>Whether there is anything to say: a line, and one that is not blank.</summary>
    public bool HasText => _hasText;

    public int Lines => _parts.Count;

    /// <summary>How many bytes it would have with that line, too.</summary>
    public int BytesWith(ReadOnlySpan<byte> text, bool isContinued) => _bytes + text.Length + (isContinued || _parts.Count == 0 ? 0 : 1);

    public void Add(ReadOnlySpan<byte> verb, ReadOnlySpan<byte> text, bool isContinued)
    {
        _bytes = BytesWith(text, isContinued);
        Verb ??= verb.ToArray();
        _hasText |= !text.IsEmpty;
        _parts.Add(new Part(text.ToArray(), isContinued));
    }

    public void Drop()
    {
        IsDropped = true;
        _parts.Clear();
    }

    /// <summary>The whole, said to that target.</summary>
    public OutgoingMessages To(Session session, byte[] target)
    {
        var lines = new ArrayBufferWriter<byte>(_parts.Count * WireLimits.Line);
        var messages = new OutgoingMessage[_parts.Count];
        for (int i = 0; i < messages.Length; i++)
        {
            Part part = _parts[i];
            int length = Delivery.Lines.Say(lines.GetSpan(WireLimits.Line), session.User, Verb, target, part.Text, isTagsOnly: false);
            messages[i] = new OutgoingMessage(lines.WrittenCount, length, clientTags, IsTagsOnly: false)
            {
                IsBlank = part.Text.Length == 0,
                IsContinued = part.IsContinued,
                IsKept = true
            };
            lines.Advance(length);
        }
        return new OutgoingMessages(session, lines.WrittenSpan.ToArray(), messages, target, deduplication);
    }
}
