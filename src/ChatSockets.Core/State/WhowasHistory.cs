using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>The last thousand users who disconnected or changed nickname, for WHOWAS. Any thread.</summary>
internal sealed class WhowasHistory
{
    private const int Capacity = 1000;

    private readonly Lock _gate = new();
    private readonly Queue<Entry> _entries = new();

    internal sealed record Entry(
        byte[] Nickname, byte[] Username, byte[] Host, byte[] Address, byte[]? Account, byte[] RealName, DateTimeOffset Left)
    {
        /// <summary>The user as of now.</summary>
        public static Entry Of(User user, DateTimeOffset now) =>
            new(user.Nickname, user.Username, user.Host, user.Address, user.Account, user.RealName, now);
    }

    public void Add(Entry entry)
    {
        lock (_gate)
        {
            if (_entries.Count == Capacity) _entries.Dequeue();
            _entries.Enqueue(entry);
        }
    }

    /// <summary>Returns the former holders of the nickname, latest first.</summary>
    public IReadOnlyList<Entry> Find(byte[] nickname)
    {
        lock (_gate) return [.. _entries.Where(entry => CaseMapping.Ascii.Equals(entry.Nickname, nickname)).Reverse()];
    }
}
