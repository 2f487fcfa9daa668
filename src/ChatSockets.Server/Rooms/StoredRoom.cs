using System.Collections.Immutable;

namespace ChatSockets.Server.Rooms;

/// <summary>A room that lasts as it stands in the store, or is to stand there. Nobody changes it, so any thread may have it.</summary>
internal sealed record StoredRoom
{
    public required long Id { get; init; }

    public required byte[] Name { get; init; }

    /// <summary>The account whose room it is; null if the room is unregistered, and lasts only while an always-on user is in it.</summary>
    public required byte[]? Founder { get; init; }

    /// <summary>When it was registered; null if it is unregistered.</summary>
    public required DateTimeOffset? Registered { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required RoomTopic? Topic { get; init; }

    /// <summary>As <see cref="RoomModes.Format"/> has them, with the key.</summary>
    public required string Modes { get; init; }

    public required ImmutableArray<Role> Roles { get; init; }

    /// <summary>The lists of masks, in the order of <see cref="RoomModeTable.ListModes"/>.</summary>
    public required ImmutableArray<ImmutableArray<MaskList.Entry>> Lists { get; init; }

    public required ImmutableSortedDictionary<string, byte[]> Metadata { get; init; }

    /// <summary>A room as it is now. Within its lock.</summary>
    public static StoredRoom Of(Room room, long id) => new()
    {
        Id = id,
        Name = room.Name,
        Founder = room.Registration?.Founder,
        Registered = room.Registration?.Since,
        Created = room.Created,
        Topic = room.Topic,
        Modes = room.Modes.Format(withKey: true),
        Roles = room.Registration?.Roles ?? [],
        Lists = [.. RoomModeTable.ListModes.Select(mode => mode.List(room).Entries)],
        Metadata = room.Metadata,
    };

    /// <summary>The same as a room, which nobody knows yet.</summary>
    public Room Open(RoomDirectory directory)
    {
        var room = new Room(directory, Name, Created)
        {
            Storage = new RoomStorage(Id, this),
            IsReopened = true,
            Topic = Topic,
            Metadata = Metadata
        };
        if (Founder is not null)
        {
            room.Registration = new RoomRegistration(Id, Founder, Registered!.Value);
            room.Registration.Restore(Roles);
        }
        room.Modes.Restore(Modes);
        for (int i = 0; i < Lists.Length; i++) RoomModeTable.ListModes[i].List(room).Restore(Lists[i]);
        return room;
    }
}
