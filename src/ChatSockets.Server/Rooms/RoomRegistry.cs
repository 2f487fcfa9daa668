using System.Collections.Concurrent;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Rooms;

/// <summary>
/// The rooms that last: what is set on them, who has which status there, and what they are about is in the store, and there again after a restart. A
/// registered room is read when somebody asks for it first, and stays open from then on, so that nothing but the first opening reads. What is changed in
/// it is submitted within its lock, in the order of the changes, and nobody waits for it: a crash loses what the store did not come to.
/// </summary>
/// <remarks>
/// Where a change could not be kept, the operators are told by the store, the room goes on as it is, and all of it is written again as soon as anything can be.
/// </remarks>
internal sealed class RoomRegistry(Store store)
{
    // By their numbers, also those that are registered no more: what the file says of these is old.
    private readonly ConcurrentDictionary<long, bool> _opened = [];

    /// <summary>The registered room of that name as it stands in the store; null for none. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be read.</exception>
    public KeptRoom? Find(byte[] name) => store.Read(connection => RoomTable.Find(connection, name));

    /// <summary>The rooms in which an account has a status, by name, each with the status. Under no lock.</summary>
    /// <inheritdoc cref="Find"/>
    public IReadOnlyList<(byte[] Room, Status Status)> RoomsOf(byte[] account)
    {
        // What was changed last is on its way, perhaps.
        if (!store.Commits.Settle()) throw new StoreException(Commits.Busy, null);
        return store.Read(connection => RoomTable.RoomsOf(connection, account));
    }

    /// <summary>
    /// Whether a room of the store has been opened since the server started: then it is in the directory, under whatever name, or is registered no more.
    /// </summary>
    public bool WasOpened(KeptRoom room) => _opened.ContainsKey(room.Id);

    public void Opened(KeptRoom room) => _opened[room.Id] = true;

    /// <summary>Before the lock of a room is taken to change something: waits while the store has too much to do.</summary>
    public void Prepare(Room room)
    {
        if (room.IsRegistered) store.Commits.WaitForRoom();
    }

    /// <summary>Makes a room last. Within its lock; answers what can be waited for, under none.</summary>
    public Change<bool> Register(Room room, byte[] founder, DateTimeOffset now)
    {
        var registration = new RoomRegistration(store.Ids.Take(1), founder, now);
        _opened[registration.Id] = true;
        room.Registration = registration;
        return Keep(room)!;
    }

    /// <summary>Keeps a registered room as it is now. Within its lock; answers what can be waited for, under none; null for a room that is not registered.</summary>
    public Change<bool>? Keep(Room room)
    {
        if (room.Registration is not { } registration) return null;
        KeptRoom? before = registration.Kept();
        KeptRoom now = KeptRoom.Of(room, registration);
        var work = new Change<bool>(connection =>
        {
            RoomTable.Write(connection, now, before);
            return true;
        });
        registration.Submitted(now, work);
        store.Commits.Submit(work);
        return work;
    }

    /// <summary>A room does not last any more, and closes if it is empty. Under no lock.</summary>
    /// <param name="room">Which.</param>
    /// <param name="registration">As which it was registered; if it is not any more, nothing happens.</param>
    /// <exception cref="StoreException">It could not be written, and all is as it was.</exception>
    public void Unregister(Room room, RoomRegistration registration)
    {
        store.Change(connection =>
        {
            RoomTable.Delete(connection, registration.Id);
            return true;
        });
        Undo(room, registration);
    }

    /// <summary>The same for one that was never kept.</summary>
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
                if (status != Status.Founder) registration.Set(account, null);
                else if (registration.Successor() is { } next) registration.TransferTo(next);
                else Forget(room);
                // The store did the same with what it knew.
                registration.Doubt();
                Keep(room);
            }
        }
    }

    /// <summary>Something can be written again: so is what could not be. By the store's thread.</summary>
    public void KeepAgain(RoomDirectory rooms)
    {
        foreach (Room room in rooms.All)
        {
            if (!room.IsRegistered) continue;
            lock (room.Gate)
            {
                if (room.Registration is { HasFailed: true }) Keep(room);
            }
        }
    }

    // Within the lock. What was submitted meanwhile may have written it again.
    private void Forget(Room room)
    {
        long id = room.Registration!.Id;
        room.Registration = null;
        store.Commits.Submit(new Change<bool>(connection =>
        {
            RoomTable.Delete(connection, id);
            return true;
        }));
        room.CloseIfEmpty();
    }
}
