using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>A room's list of nick!user@host masks, such as its bans. Guarded by the room's lock.</summary>
internal sealed class MaskList
{
    /// <summary>The most entries (ISUPPORT MAXLIST).</summary>
    public const int Maximum = 100;

    private readonly List<Entry> _entries = [];

    internal sealed record Entry(byte[] Mask, byte[] SetBy, DateTimeOffset SetAt);

    public IReadOnlyList<Entry> Entries => _entries;

    public bool IsFull => _entries.Count >= Maximum;

    /// <summary>False when the mask is on the list already.</summary>
    public bool Add(byte[] mask, byte[] setBy, DateTimeOffset now)
    {
        if (IndexOf(mask) >= 0) return false;
        _entries.Add(new Entry(mask, setBy, now));
        return true;
    }

    /// <summary>False when the mask was not on the list.</summary>
    public bool Remove(byte[] mask)
    {
        int index = IndexOf(mask);
        if (index >= 0) _entries.RemoveAt(index);
        return index >= 0;
    }

    public bool Matches(User user)
    {
        foreach (Entry entry in _entries)
        {
            if (Mask.Matches(entry.Mask, user.Source, CaseMapping.Ascii)) return true;
        }
        return false;
    }

    private int IndexOf(byte[] mask) => _entries.FindIndex(entry => CaseMapping.Ascii.Equals(entry.Mask, mask));
}
