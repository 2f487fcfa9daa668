using System.Collections.Immutable;
using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>A room's list of masks: its bans, ban exceptions, or invitation exceptions. Guarded by the room's lock.</summary>
internal sealed class MaskList
{
    /// <summary>The most entries of one list (ISUPPORT MAXLIST).</summary>
    public const int Maximum = 100;

    internal sealed record Entry(RoomMask Mask, byte[] SetBy, DateTimeOffset SetAt);

    /// <summary>Replaced as a whole, so that any thread may have them.</summary>
    public ImmutableArray<Entry> Entries { get; private set; } = [];

    public bool IsFull => Entries.Length >= Maximum;

    /// <summary>Restores the entries of a stored room.</summary>
    public void Restore(ImmutableArray<Entry> entries) => Entries = entries;

    /// <summary>False when the mask is on the list already.</summary>
    public bool Add(RoomMask mask, byte[] setBy, DateTimeOffset now)
    {
        if (IndexOf(mask) >= 0) return false;
        Entries = Entries.Add(new Entry(mask, setBy, now));
        return true;
    }

    /// <summary>False when the mask was not on the list.</summary>
    public bool Remove(RoomMask mask)
    {
        int index = IndexOf(mask);
        if (index >= 0) Entries = Entries.RemoveAt(index);
        return index >= 0;
    }

    /// <summary>Returns whether the list matches a user.</summary>
    /// <param name="user">The user who wants to enter or speak.</param>
    /// <param name="toSpeak">Whether mutes count, too; they do not for entering.</param>
    public bool Matches(User user, bool toSpeak)
    {
        foreach (Entry entry in Entries)
        {
            if ((toSpeak || !entry.Mask.IsMute) && entry.Mask.Matches(user)) return true;
        }
        return false;
    }

    private int IndexOf(RoomMask mask)
    {
        for (int i = 0; i < Entries.Length; i++)
        {
            if (CaseMapping.Ascii.Equals(Entries[i].Mask.Text, mask.Text)) return i;
        }
        return -1;
    }
}
