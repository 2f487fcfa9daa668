using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>A room's list of masks: its bans, the exceptions to them, or those who need no invitation. Guarded by the room's lock.</summary>
internal sealed class MaskList
{
    /// <summary>The most entries of one list (ISUPPORT MAXLIST).</summary>
    public const int Maximum = 100;

    private readonly List<Entry> _entries = [];

    internal sealed record Entry(RoomMask Mask, byte[] SetBy, DateTimeOffset SetAt);

    public IReadOnlyList<Entry> Entries => _entries;

    public bool IsFull => _entries.Count >= Maximum;

    /// <summary>False when the mask is on the list already.</summary>
    public bool Add(RoomMask mask, byte[] setBy, DateTimeOffset now)
    {
        if (IndexOf(mask) >= 0) return false;
        _entries.Add(new Entry(mask, setBy, now));
        return true;
    }

    /// <summary>False when the mask was not on the list.</summary>
    public bool Remove(RoomMask mask)
    {
        int index = IndexOf(mask);
        if (index >= 0) _entries.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Whether the list means a user.</summary>
    /// <param name="user">Who wants to enter or to speak.</param>
    /// <param name="toSpeak">Mutes count too; for the entrance they do not.</param>
    public bool Matches(User user, bool toSpeak)
    {
        foreach (Entry entry in _entries)
        {
            if ((toSpeak || !entry.Mask.IsMute) && entry.Mask.Matches(user)) return true;
        }
        return false;
    }

    private int IndexOf(RoomMask mask) => _entries.FindIndex(entry => CaseMapping.Ascii.Equals(entry.Mask.Text, mask.Text));
}
