using System.Collections.Concurrent;
using ChatSockets.Protocol;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// The rooms that last, because they are registered or because an always-on user is in them: what is set on them, who has which status
/// there, and what they are about is in the store, and there again after a restart. A registered room is read when somebody asks for it
/// first, and stays open from then on, so that nothing but the first opening reads; the others are read at the start, before their members
/// are. What is changed is submitted within the room's lock, in the order of the changes, and nobody waits for it: a crash loses what the
/// store did not come to.
/// </summary>
/// <remarks>
/// Where a change could not be kept, the operators are told by the store, the room goes on as it is, and all of it is written again as soon
/// as anything can be.
/// </remarks>
internal sealed class RoomRegistry(Store store)
{
    // By their numbers, also those that are registered no more: what the file says of these is old.
    private readonly ConcurrentDictionary<long, bool> _opened = [];
    private readonly Lock _founders = new();
    private long _founderVersion;

    /// <summary>The registered room of that name as it stands in the store; null for none. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public StoredRoom? Find(byte[] name) =>
        store.Read(connection => RoomTable.Find(connection, name)) is { Founder: not null } kept ? kept : null;

    /// <summary>
    /// The stored rooms that are not registered: those in which an always-on user was when the server ended. At the start, under no lock.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<StoredRoom> Unregistered() => store.Read(RoomTable.Unregistered);

    /// <summary>The rooms in which an account has a status, by name, each with the status. Under no lock.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<(byte[] Room, MemberPrefix Status)> RoomsOf(byte[] account)
    {
        // What was changed last is on its way, perhaps.
        if (!store.Commits.Flush()) throw new StoreException(Commits.Busy, null);
        return store.Read(connection => RoomTable.RoomsOf(connection, account));
    }

    /// <summary>
    /// Whether a room of the store has been opened since the server started: then it is in the directory, under whatever name, or is
    /// registered no more.
    /// </summary>
    public bool WasOpened(StoredRoom room) => _opened.ContainsKey(room.Id);

    public void Opened(StoredRoom room) => _opened[room.Id] = true;

    /// <summary>Before the lock of a room is taken to change something: waits while the store has too much to do.</summary>
    public void Prepare(Room room)
    {
        if (room.IsStored) store.Commits.WaitForRoom();
    }

    /// <summary>Raised whenever a room is given to an account: rooms that were counted at another version may be more now.</summary>
    public long FounderVersion => Volatile.Read(ref _founderVersion);

    /// <summary>Gives a room to an account, unless any was given to any account since that version. Within the room's lock.</summary>
    /// <param name="version">Read before the account's rooms were counted.</param>
    /// <param name="give">Does it, and submits it to the store, so that whoever counts next counts it, too.</param>
    public bool TryFound(long version, Action give)
    {
        lock (_founders)
        {
            if (version != _founderVersion) return false;
            give();
            Volatile.Write(ref _founderVersion, version + 1);
            return true;
        }
    }

    /// <summary>Makes a room last. Within its lock; answers what can be waited for, under none.</summary>
    public Change<bool> Register(Room room, byte[] founder, DateTimeOffset now)
    {
        var registration = new RoomRegistration(room.Storage?.Id ?? store.Ids.Take(1), founder, now);
        _opened[registration.Id] = true;
        room.Registration = registration;
        return Keep(room)!;
    }

    /// <summary>
    /// Has the store have the room as it is now if it lasts, and nothing of it if it does not (any more). Within its lock; returns what can
    /// be waited for, under none; null if the room does not last.
    /// </summary>
    /// <param name="room">Which.</param>
    /// <param name="renamedFrom">
    /// The name that the room had until now; null if it has kept it. Its always-on members go with it, in the same step.
    /// </param>
    public Change<bool>? Keep(Room room, byte[]? renamedFrom = null)
    {
        if (!room.Lasts)
        {
            if (room.Storage is { Id: var id }) store.Submit(connection => RoomTable.Delete(connection, id));
            room.Storage = null;
            return null;
        }
        RoomStorage storage = room.Storage ??= new RoomStorage(room.Registration?.Id ?? store.Ids.Take(1));
        StoredRoom? before = storage.Pending();
        StoredRoom now = StoredRoom.Of(room, storage.Id);
        var work = new Change<bool>(connection =>
        {
            RoomTable.Write(connection, now, before);
            if (renamedFrom is not null) StoredUsers.Renamed(connection, renamedFrom, now.Name);
            return true;
        });
        storage.Submitted(now, work);
        store.Commits.Submit(work);
        return work;
    }

    /// <summary>
    /// A room is registered no more, and closes if it is empty; false where it was given to somebody else meanwhile, whose it stays. Under
    /// no lock.
    /// </summary>
    /// <param name="room">Which.</param>
    /// <param name="registration">As which it was registered; if it is not any more, nothing happens.</param>
    /// <param name="founder">Whose it was when that was decided.</param>
    /// <exception cref="StoreException">It could not be written, and all is as it was.</exception>
    public bool Unregister(Room room, RoomRegistration registration, byte[] founder)
    {
        bool isDeleted = store.Change(connection =>
        {
            if (RoomTable.FounderOf(connection, registration.Id) is { } now && !CaseMapping.Ascii.Equals(now, founder)) return false;
            RoomTable.Unregister(connection, registration.Id);
            return true;
        });
        if (!isDeleted) return false;
        lock (room.Gate)
        {
            if (room.Registration != registration) return true;
            if (CaseMapping.Ascii.Equals(registration.Founder, founder))
            {
                Forget(room);
                return true;
            }
            // It was given away behind the deletion: it is written again.
            room.Storage?.Doubt();
            Keep(room);
            return false;
        }
    }

    /// <summary>The same for one that was never kept, whosever it is.</summary>
    public void Undo(Room room, RoomRegistration registration)
    {
        lock (room.Gate)
        {
            if (room.Registration == registration) Forget(room);
        }
    }

    /// <summary>An account is no more, and in the store it has no room any more. Under no lock.</summary>
    public void Dropped(byte[] account, RoomDirectory rooms)
    {
        foreach (Room room in rooms.All)
        {
            if (!room.IsRegistered) continue;
            lock (room.Gate)
            {
                if (room.Registration is not { } registration || registration.StatusOf(account) is not { } status) continue;
                if (status != MemberPrefix.Founder) registration.Set(account, null);
                else if (registration.Successor() is { } next) registration.TransferTo(next);
                else Forget(room);
                // The store did the same with what it knew.
                room.Storage?.Doubt();
                Keep(room);
            }
        }
    }

    /// <summary>Something can be written again: so is what could not be. By the store's thread.</summary>
    public void KeepAgain(RoomDirectory rooms)
    {
        foreach (Room room in rooms.All)
        {
            if (!room.IsStored) continue;
            lock (room.Gate)
            {
                if (room.Storage is { HasFailed: true }) Keep(room);
            }
        }
    }

    // Within the lock. What was submitted meanwhile may have written it as a registered one again. It goes on lasting while an always-on
    // user is in it.
    private void Forget(Room room)
    {
        room.Registration = null;
        RoleGrants.OnEnd(room);
        room.Storage?.Doubt();
        Keep(room);
        room.CloseIfEmpty();
    }
}
