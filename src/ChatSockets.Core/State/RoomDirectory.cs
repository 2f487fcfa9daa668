using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// The rooms by name. Any thread; a room is here while it has members, or its first one is about to enter, and a registered one from its
/// first opening on.
/// </summary>
internal sealed class RoomDirectory
{
    private readonly ConcurrentDictionary<byte[], Room> _byName = new(CaseMapping.Ascii);
    private readonly ConcurrentDictionary<byte[], Room>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    // Names that rooms are about to get. Guarded by the next.
    private readonly Dictionary<byte[], NameReservation> _reserved = new(CaseMapping.Ascii);

    // Held while a room is added, so that a registered one is opened once; the ninth in the order of locks (src/README.md).
    private readonly Lock _opening = new();

    private int _count;

    public RoomDirectory(
        RoomRegistry registry, RoomConversations conversations, StoredUsers storedUsers, Leavers leavers, MessageIds ids)
    {
        Registry = registry;
        (Conversations, StoredUsers, Leavers, Ids) = (conversations, storedUsers, leavers, ids);
        _lookup = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The rooms that last.</summary>
    public RoomRegistry Registry { get; }

    /// <summary>Which conversation is a room's.</summary>
    public RoomConversations Conversations { get; }

    /// <summary>The always-on users, whose rooms are stored with them.</summary>
    public StoredUsers StoredUsers { get; }

    /// <summary>Who left which room in the last minutes.</summary>
    public Leavers Leavers { get; }

    public MessageIds Ids { get; }

    /// <summary>Told of a room that closes, within its lock and before another can have its name.</summary>
    public Action<Room>? Closing { get; init; }

    /// <summary>Told of a room that has another name, and which it had, within its lock and before another can have that.</summary>
    public Action<Room, byte[]>? Renamed { get; init; }

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<Room> All => _byName.Select(pair => pair.Value);

    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out Room? room) => _lookup.TryGetValue(name, out room);

    /// <summary>
    /// Finds the room of that name if the user may know of it: for everything but joining, a secret room does not exist for non-members.
    /// </summary>
    public bool TryFindVisible(ReadOnlySpan<byte> name, User user, [NotNullWhen(true)] out Room? room)
    {
        if (TryFind(name, out room) && room.IsVisibleTo(user)) return true;
        room = null;
        return false;
    }

    /// <summary>
    /// Returns the room of that name; a registered one is opened with its state, otherwise a new one is made. It may close or be renamed
    /// before its lock is taken: then call again. Under no lock.
    /// </summary>
    /// <exception cref="StoreException">It is not known whether the room is registered.</exception>
    public Room FindOrCreate(ReadOnlySpan<byte> name, DateTimeOffset now)
    {
        Room? room;
        while (!_lookup.TryGetValue(name, out room))
        {
            byte[] key = name.ToArray();
            if (TryAdd(key, Registry.Find(key), now) is { } added) return added;
            Reservation(key)?.Wait();
        }
        return room;
    }

    /// <summary>The room of that name if it is open, or registered. Under no lock.</summary>
    /// <inheritdoc cref="FindOrCreate"/>
    public Room? FindOrOpen(ReadOnlySpan<byte> name)
    {
        if (TryFind(name, out Room? room)) return room;
        byte[] key = name.ToArray();
        if (Registry.Find(key) is { } kept && !Registry.WasOpened(kept)) TryAdd(key, kept, kept.Created);
        return TryFind(name, out room) ? room : null;
    }

    /// <summary>
    /// Opens the stored rooms that are not registered. At the start, before their members connect; the caller closes those that stay empty.
    /// </summary>
    /// <inheritdoc cref="FindOrCreate"/>
    public IReadOnlyList<Room> Reopen()
    {
        var rooms = new List<Room>();
        foreach (StoredRoom kept in Registry.Unregistered())
        {
            if (TryAdd(kept.Name, kept, kept.Created) is { } room) rooms.Add(room);
        }
        return rooms;
    }

    /// <summary>
    /// Reserves a name that no room has until it is released: anybody who wants to open a room of that name waits. So its owner can be
    /// looked up in the store and cannot change meanwhile. Null if a room has the name or is about to get it. Under no room's lock.
    /// </summary>
    public NameReservation? TryReserve(byte[] name)
    {
        lock (_opening)
        {
            if (_byName.ContainsKey(name)) return null;
            var reservation = new NameReservation(LetGo, name);
            return _reserved.TryAdd(name, reservation) ? reservation : null;
        }
    }

    private void LetGo(byte[] name)
    {
        lock (_opening) _reserved.Remove(name);
    }

    private NameReservation? Reservation(byte[] name)
    {
        lock (_opening) return _reserved.GetValueOrDefault(name);
    }

    // Null where another has been added meanwhile, or the name is reserved.
    private Room? TryAdd(byte[] name, StoredRoom? kept, DateTimeOffset now)
    {
        lock (_opening)
        {
            if (_byName.ContainsKey(name) || _reserved.ContainsKey(name)) return null;
            // What has another name by now, or is registered no more, the store may not know yet.
            if (kept is not null && Registry.WasOpened(kept)) kept = null;
            Room room = kept?.Open(this) ?? new Room(this, name, now);
            if (!_byName.TryAdd(room.Name, room)) return null;
            if (kept is not null) Registry.Opened(kept);
            Interlocked.Increment(ref _count);
            return room;
        }
    }

    /// <summary>
    /// The room is found under another name too, from now on; false where that is another room's. Within the room's lock.
    /// </summary>
    public bool TryAddName(byte[] name, Room room) => _byName.TryAdd(name, room) || (TryFind(name, out Room? other) && other == room);

    /// <summary>The room is no longer found under a name that it had, unless that differs in case only from the one it has.</summary>
    public void RemoveName(byte[] name, Room room)
    {
        if (!CaseMapping.Ascii.Equals(name, room.Name)) _byName.TryRemove(new KeyValuePair<byte[], Room>(name, room));
    }

    public void Remove(Room room)
    {
        if (_byName.TryRemove(new KeyValuePair<byte[], Room>(room.Name, room))) Interlocked.Decrement(ref _count);
    }
}
