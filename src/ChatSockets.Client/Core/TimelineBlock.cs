using System.Text;

namespace ChatSockets.Client.Core;

/// <summary>
/// A piece of a timeline: up to <see cref="Size"/> entries, their texts together as UTF-8. A million lines are a few thousand arrays for
/// the garbage collector, and not five million objects.
/// </summary>
internal sealed class TimelineBlock
{
    public const int Size = 256;

    private readonly Slot[] _slots = new Slot[Size];
    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _count;

    /// <summary>All texts and ids, in no order.</summary>
    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Put(int index, in TimelineEntry entry, int from)
    {
        int start = _length;
        int id = Append(entry.Id), reply = Append(entry.ReplyTo), text = Append(entry.Text);
        // A full block takes no more than it needs.
        if (++_count == Size) Array.Resize(ref _bytes, _length);
        _slots[index] = new Slot(entry.Time.UtcTicks, start, text, (ushort)Math.Min(id, ushort.MaxValue),
            (ushort)Math.Min(reply, ushort.MaxValue),
            from, entry.Kind, entry.Flags);
    }

    public TimelineEntry Get(int index, IReadOnlyList<string> names)
    {
        ref readonly Slot slot = ref _slots[index];
        int reply = slot.Start + slot.IdLength;
        return new TimelineEntry(new DateTimeOffset(slot.UtcTicks, TimeSpan.Zero), slot.Kind, names[slot.From],
            Encoding.UTF8.GetString(Text(index)))
        {
            Flags = slot.Flags,
            Id = slot.IdLength == 0 ? null : Encoding.UTF8.GetString(_bytes, slot.Start, slot.IdLength),
            ReplyTo = slot.ReplyLength == 0 ? null : Encoding.UTF8.GetString(_bytes, reply, slot.ReplyLength),
        };
    }

    public EntryKind KindOf(int index) => _slots[index].Kind;

    public DateTimeOffset TimeOf(int index) => new(_slots[index].UtcTicks, TimeSpan.Zero);

    public EntryFlags FlagsOf(int index) => _slots[index].Flags;

    public ReadOnlySpan<byte> Text(int index)
    {
        ref readonly Slot slot = ref _slots[index];
        return _bytes.AsSpan(slot.Start + slot.IdLength + slot.ReplyLength, slot.TextLength);
    }

    public ReadOnlySpan<byte> Id(int index)
    {
        ref readonly Slot slot = ref _slots[index];
        return _bytes.AsSpan(slot.Start, slot.IdLength);
    }

    public void SetFlags(int index, EntryFlags flags) => _slots[index] = _slots[index] with { Flags = flags };

    /// <summary>Overwrites an entry's text, so that it is in no memory of ours any more.</summary>
    public void EraseText(int index)
    {
        ref Slot slot = ref _slots[index];
        _bytes.AsSpan(slot.Start + slot.IdLength + slot.ReplyLength, slot.TextLength).Clear();
        slot = slot with { TextLength = 0 };
    }

    private int Append(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        int most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_length + most > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + most));
        int written = Encoding.UTF8.GetBytes(text, _bytes.AsSpan(_length));
        _length += written;
        return written;
    }

    private readonly record struct Slot(long UtcTicks, int Start, int TextLength, ushort IdLength, ushort ReplyLength, int From,
        EntryKind Kind, EntryFlags Flags);
}
