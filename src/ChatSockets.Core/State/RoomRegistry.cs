using System.Collections.Concurrent;
using ChatSockets.Protocol;
using ChatSockets.Storage;
using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Core.State;

/// <summary>
/// The rooms that last, because they are registered or an always-on user is in them: their modes, access list and topic are stored and
/// survive a restart. A registered room is read on first use and stays open from then on; the others are read at the start, before their
/// members connect. Changes are submitted within the room's lock, in their order, and nobody waits for them: a crash loses those that the
/// store has not reached.
/// </summary>
/// <remarks>
/// If a change could not be stored, the store tells the operators, the room continues unchanged, and all of it is written again as soon as
/// possible.
/// </remarks>
internal sealed class RoomRegistry(Store store)
{
    // By their numbers, also those that are registered no more: what the file says of these is old.
    private readonly ConcurrentDictionary<long, bool> _opened = [];
    private readonly Lock _founders = new();
    private long _founderVersion;

    /// <summary>Is told that a room's registration has ended. Within the room's lock.</summary>
    public Action<Room>? Ended { get; init; }

    /// <summary>The registered room of that name as it stands in the store; null for none. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public StoredRoom? Find(byte[] name) =>
        store.Read(connection => StoredRoom.Find(connection, name)) is { Founder: not null } kept ? kept : null;

    /// <summary>
    /// The stored rooms that are not registered: those in which an always-on user was when the server ended. At the start, under no lock.
    /// </summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<StoredRoom> Unregistered() => store.Read(StoredRoom.Unregistered);

    /// <summary>The rooms in which an account has a status, by name, each with the status. Under no lock.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<(byte[] Room, MemberPrefix Status)> RoomsOf(byte[] account)
    {
        // What was changed last is on its way, perhaps.
        if (!store.Commits.Flush()) throw new StoreException(Commits.Busy, null);
        IReadOnlyList<(byte[] Room, byte Status)> all = store.Read(connection => RoomTable.RoomsOf(connection, account));
        return [.. all.Select(static one => (one.Room, MemberPrefix.OfLetter(one.Status)!))];
    }

    /// <summary>
    /// Returns whether a stored room has been opened since the server started: then it is in the directory, under whatever name, or no
    /// longer registered.
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

    /// <summary>Gives a room to an account, unless any room was given to any account since that version. Within the room's lock.</summary>
    /// <param name="version">The version read before the account's rooms were counted.</param>
    /// <param name="give">Gives the room and submits it to the store, so that the next count includes it.</param>
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

    /// <summary>Registers a room. Within its lock. Returns the change to wait for, under no lock.</summary>
    public Change<bool> Register(Room room, byte[] founder, DateTimeOffset now)
    {
        var registration = new RoomRegistration(room.Storage?.Id ?? store.Ids.Take(1), founder, now);
        _opened[registration.Id] = true;
        room.Registration = registration;
        return Keep(room)!;
    }

    /// <summary>
    /// Submits the room's present state if it lasts, or its removal if it no longer does. Within its lock. Returns the change to wait for,
    /// under no lock; null if the room does not last.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="renamedFrom">
    /// The room's former name; null if it has not been renamed. Its always-on members move with it in the same step.
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
            now.Write(connection, before);
            if (renamedFrom is not null) UserTable.RenameRoom(connection, renamedFrom, now.Name);
            return true;
        });
        storage.Submitted(now, work);
        store.Commits.Submit(work);
        return work;
    }

    /// <summary>
    /// Ends a room's registration, and closes the room if it is empty. Returns false if it was given to another founder meanwhile. Under no
    /// lock.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="registration">The registration to end; nothing happens if the room has another.</param>
    /// <param name="founder">The founder when it was decided.</param>
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

    /// <summary>Ends a registration that was never stored, whoever the founder is.</summary>
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

    /// <summary>Writes everything that could not be written before. By the store's thread.</summary>
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
        Ended?.Invoke(room);
        room.Storage?.Doubt();
        Keep(room);
        room.CloseIfEmpty();
    }
}
