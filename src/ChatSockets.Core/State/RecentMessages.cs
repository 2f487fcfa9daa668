namespace ChatSockets.Core.State;

/// <summary>
/// The senders of recent messages, for redaction: IRCv3 message-redaction. One entry per burst; the oldest entries make room for new ones.
/// The owner guards it: a room's is under the room's lock.
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

    /// <summary>Remembers messages with consecutive ids.</summary>
    /// <param name="first">The first id.</param>
    /// <param name="count">The number of messages.</param>
    /// <param name="who">The user to remember with them.</param>
    /// <param name="conversation">The conversation that stores them; 0 if that is known otherwise, or none.</param>
    public void Add(long first, int count, long who, long conversation = 0)
    {
        if (_next == _entries.Length)
        {
            if (_next < capacity) Array.Resize(ref _entries, Math.Min(capacity, Math.Max(4, 2 * _next)));
            else _next = 0;
        }
        _entries[_next++] = new Entry(first, count, who, conversation);
    }

    /// <summary>Finds the user remembered with a message.</summary>
    public bool TryFind(long number, out long who) => TryFind(number, out who, out _);

    /// <summary>Finds the user remembered with a message, and its conversation.</summary>
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
