using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// What the store has of a room that lasts, because it is registered or because an always-on user is in it; or will have when all is
/// written that is on its way. Guarded by the room's lock; <see cref="RoomRegistry"/> changes it.
/// </summary>
/// <param name="id">The room's number in the store.</param>
/// <param name="kept">What stands there; null for nothing.</param>
internal sealed class RoomStorage(long id, StoredRoom? kept = null)
{
    private readonly List<PendingWrite> _pending = [];
    private StoredRoom? _kept = kept;

    public long Id => id;

    /// <summary>Whether something could not be written, and nothing has been since.</summary>
    public bool HasFailed => _pending.Exists(static work => work.IsDecided && work.Failure is not null);

    /// <summary>It is not known what the store has: all is to be written.</summary>
    public void Doubt() => _kept = null;

    /// <summary>What the store will have when all is written that is on its way; null where it is uncertain.</summary>
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
