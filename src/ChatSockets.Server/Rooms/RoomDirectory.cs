using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;

namespace ChatSockets.Server.Rooms;

/// <summary>The rooms by name. Any thread; a room is here exactly while it has members, or its first one is about to enter.</summary>
internal sealed class RoomDirectory
{
    private readonly ConcurrentDictionary<byte[], Room> _byName = new(CaseMapping.Ascii);
    private readonly ConcurrentDictionary<byte[], Room>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    private int _count;

    public RoomDirectory() => _lookup = _byName.GetAlternateLookup<ReadOnlySpan<byte>>();

    /// <summary>Told of a room that closes, within its lock and before another can have its name.</summary>
    public Action<Room>? Closing { get; init; }

    public int Count => Volatile.Read(ref _count);

    public IEnumerable<Room> All => _byName.Select(pair => pair.Value);

    public bool TryFind(ReadOnlySpan<byte> name, [NotNullWhen(true)] out Room? room) => _lookup.TryGetValue(name, out room);

    /// <summary>
    /// The room of that name, if the user may know of it: a secret room that he is not in is for him no room at all, whatever he asks of it but
    /// to be let in.
    /// </summary>
    public bool TryFindVisible(ReadOnlySpan<byte> name, User user, [NotNullWhen(true)] out Room? room)
    {
        if (TryFind(name, out room) && room.IsVisibleTo(user)) return true;
        room = null;
        return false;
    }

    /// <summary>The room of that name, made if there is none. It may close, or get another name, before its lock is taken: then ask again.</summary>
    public Room FindOrCreate(ReadOnlySpan<byte> name, DateTimeOffset now)
    {
        Room? room;
        while (!_lookup.TryGetValue(name, out room))
        {
            byte[] key = name.ToArray();
            room = new Room(this, key, now);
            if (!_byName.TryAdd(key, room)) continue;
            Interlocked.Increment(ref _count);
            break;
        }
        return room;
    }

    /// <summary>The room is found under another name too, from now on; false where that is another room's. Within the room's lock.</summary>
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
