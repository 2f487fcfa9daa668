using System.Text;

namespace ChatSockets.Client.Core;

/// <summary>
/// What was said and what happened in one conversation, oldest first. It grows at both ends: at the end by what happens, at the beginning
/// by history that the server plays back. A position is a number that stays an entry's own, however much is put before it; the first one
/// that was ever added has 0. The loop's thread alone uses it.
/// </summary>
/// <param name="limit">The most entries; the oldest are dropped for newer ones, and nothing is put before the oldest any more.</param>
internal sealed class Timeline(int limit = 1_000_000)
{
    private readonly List<TimelineBlock> _blocks = [];
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _nameNumbers = new(StringComparer.Ordinal);
    private readonly Dictionary<ulong, long> _ids = [];

    // The block that holds position 0 is number 0; this is the number of the first block of the list.
    private long _firstBlock;

    /// <summary>The position of the oldest entry.</summary>
    public long Start { get; private set; }

    /// <summary>The position behind the newest entry.</summary>
    public long End { get; private set; }

    public long Count => End - Start;

    public bool IsFull => Count >= limit;

    /// <summary>The newest entry of a kind that somebody said, with its id; null where there is none.</summary>
    public string? NewestId { get; private set; }

    public TimelineEntry this[long position] => Block(position, out int index).Get(index, _names);

    public EntryKind KindOf(long position) => Block(position, out int index).KindOf(index);

    public DateTimeOffset TimeOf(long position) => Block(position, out int index).TimeOf(index);

    public long Append(in TimelineEntry entry)
    {
        if (IsFull) DropOldest();
        long position = End++;
        Put(position, entry);
        if (entry.IsSpeech && entry.Id is not null) NewestId = entry.Id;
        return position;
    }

    /// <summary>Puts entries, oldest first, before the oldest one.</summary>
    public void Prepend(IReadOnlyList<TimelineEntry> older)
    {
        for (int i = older.Count - 1; i >= 0 && !IsFull; i--)
        {
            Put(--Start, older[i]);
            NewestId ??= older[i].IsSpeech ? older[i].Id : null;
        }
    }

    /// <summary>Finds an entry by its id.</summary>
    public bool TryFind(string id, out long position)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(id);
        return _ids.TryGetValue(Hash(bytes), out position) && position >= Start
            && Block(position, out int index).Id(index).SequenceEqual(bytes);
    }

    /// <summary>The oldest entry that somebody said and that has an id; null where there is none.</summary>
    public TimelineEntry? OldestWithId()
    {
        for (long position = Start; position < End; position++)
        {
            TimelineBlock block = Block(position, out int index);
            if (!block.Id(index).IsEmpty) return block.Get(index, _names);
        }
        return null;
    }

    /// <summary>Takes an entry's text away: IRCv3 draft/message-redaction.</summary>
    public void Redact(long position)
    {
        TimelineBlock block = Block(position, out int index);
        block.SetFlags(index, block.FlagsOf(index) | EntryFlags.Redacted);
        block.EraseText(index);
    }

    /// <summary>The nearest entry before a position whose text has what is searched; -1 where there is none.</summary>
    public long? FindBackwards(TextSearch search, long before)
    {
        for (long block = BlockOf(Math.Min(before, End) - 1); block >= _firstBlock; block--)
        {
            TimelineBlock each = _blocks[(int)(block - _firstBlock)];
            if (!search.IsIn(each.Bytes)) continue;
            long from = Math.Max(Start, block * TimelineBlock.Size), to = Math.Min(Math.Min(before, End), (block + 1) * TimelineBlock.Size);
            for (long position = to - 1; position >= from; position--)
            {
                int index = (int)(position - block * TimelineBlock.Size);
                if (each.KindOf(index) <= EntryKind.Notice && search.IsIn(each.Text(index))) return position;
            }
        }
        return null;
    }

    public void Clear()
    {
        _blocks.Clear();
        _ids.Clear();
        _firstBlock = 0;
        Start = End = 0;
        NewestId = null;
    }

    private static long BlockOf(long position) => position >> 8;

    // FNV-1a. Two ids of one hash, which nobody will see, cost that one of them is not found.
    private static ulong Hash(ReadOnlySpan<byte> id)
    {
        ulong hash = 14695981039346656037;
        foreach (byte each in id) hash = (hash ^ each) * 1099511628211;
        return hash;
    }

    private TimelineBlock Block(long position, out int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(position, End);
        long block = BlockOf(position);
        index = (int)(position - block * TimelineBlock.Size);
        return _blocks[(int)(block - _firstBlock)];
    }

    private void Put(long position, in TimelineEntry entry)
    {
        long block = BlockOf(position);
        if (_blocks.Count == 0) _firstBlock = block;
        if (block < _firstBlock)
        {
            _blocks.Insert(0, new TimelineBlock());
            _firstBlock--;
        }
        else if (block - _firstBlock == _blocks.Count)
        {
            _blocks.Add(new TimelineBlock());
        }
        Block(position, out int index).Put(index, entry, NumberOf(entry.From));
        if (entry.Id is not null) _ids[Hash(Encoding.UTF8.GetBytes(entry.Id))] = position;
    }

    private int NumberOf(string name)
    {
        if (_nameNumbers.TryGetValue(name, out int number)) return number;
        _names.Add(name);
        return _nameNumbers[name] = _names.Count - 1;
    }

    // A block at a time.
    private void DropOldest()
    {
        long next = (BlockOf(Start) + 1) * TimelineBlock.Size;
        for (; Start < next && Start < End; Start++)
        {
            ReadOnlySpan<byte> id = Block(Start, out int index).Id(index);
            if (!id.IsEmpty) _ids.Remove(Hash(id));
        }
        _blocks.RemoveAt(0);
        _firstBlock++;
    }
}
