using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// The stored state of a room that lasts, including pending writes. Guarded by the room's lock; changed by <see cref="RoomRegistry"/>.
/// </summary>
/// <param name="id">The room's number in the store.</param>
/// <param name="kept">The stored state; null for none.</param>
internal sealed class RoomStorage(long id, StoredRoom? kept = null)
{
    private readonly List<PendingWrite> _pending = [];
    private StoredRoom? _kept = kept;

    public long Id => id;

    /// <summary>Whether something could not be written, and nothing has been since.</summary>
    public bool HasFailed => _pending.Exists(static work => work.IsDecided && work.Failure is not null);

    /// <summary>Marks the stored state as unknown, so that everything is written.</summary>
    public void Doubt() => _kept = null;

    /// <summary>Returns the state that the store will have after all pending writes; null if that is unknown.</summary>
    public StoredRoom? Pending()
    {
        if (HasFailed)
        {
            _kept = null;
            _pending.Clear();
        }
        _pending.RemoveAll(static work => work.IsDecided);
        return _kept;
    }

    /// <summary>It is on its way to the store.</summary>
    public void Submitted(StoredRoom room, PendingWrite work)
    {
        _kept = room;
        _pending.Add(work);
    }
}
