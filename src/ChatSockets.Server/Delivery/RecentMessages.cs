namespace ChatSockets.Server.Delivery;

/// <summary>
/// Who said what lately, so that it can be taken back: IRCv3 message-redaction. One entry for all that was said in one go, the oldest make
/// room for the newest. Whoever uses it has it to himself: a room's is guarded by the room's lock.
/// </summary>
/// <param name="capacity">The most entries.</param>
internal sealed class RecentMessages(int capacity)
{
    /// <summary>The most entries of a room.</summary>
    public const int InRoom = 1000;

    /// <summary>The most private messages of a user.</summary>
    public const int InPrivate = 100;

    /// <summary>How long a message can be taken back.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    // Grows up to the capacity, then goes round.
    private Entry[] _entries = [];
    private int _next;

    private readonly record struct Entry(long First, int Count, long Who, long Conversation);

    /// <summary>Remembers messages whose ids follow each other, from the first number on.</summary>
    /// <param name="first">That number.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="who">Whom they are remembered with.</param>
    /// <param name="conversation">Where they are kept; 0 where that is known otherwise, or nowhere.</param>
    public void Add(long first, int count, long who, long conversation = 0)
    {
        if (_next == _entries.Length)
        {
            if (_next < capacity) Array.Resize(ref _entries, Math.Min(capacity, Math.Max(4, 2 * _next)));
            else _next = 0;
        }
        _entries[_next++] = new Entry(first, count, who, conversation);
    }

    /// <summary>The message of that number: who it is remembered with.</summary>
    public bool TryFind(long number, out long who) => TryFind(number, out who, out _);

    /// <summary>The same, and where it is kept.</summary>
    public bool TryFind(long number, out long who, out long conversation)
    {
        foreach (Entry entry in _entries)
        {
            if (number < entry.First || number - entry.First >= entry.Count) continue;
            (who, conversation) = (entry.Who, entry.Conversation);
            return true;
        }
        who = conversation = 0;
        return false;
    }

    /// <summary>The message of that number is gone; false where it is not remembered.</summary>
    public bool Forget(long number)
    {
        for (int i = 0; i < _entries.Length; i++)
        {
            Entry entry = _entries[i];
            long before = number - entry.First, after = entry.Count - before - 1;
            if (before < 0 || after < 0) continue;
            // Those of the same go that came before it and behind it stay.
            _entries[i] = before > 0 ? entry with { Count = (int)before } : entry with { First = number + 1, Count = (int)after };
            if (before > 0 && after > 0) Add(number + 1, (int)after, entry.Who, entry.Conversation);
            return true;
        }
        return false;
    }
}
