using System.Collections.Immutable;

namespace ChatSockets.Server.Rooms;

/// <summary>A registered room as it stands in the store, or is to stand there. Nobody changes it, so any thread may have it.</summary>
internal sealed record KeptRoom
{
    public required long Id { get; init; }

    public required byte[] Name { get; init; }

    public required byte[] Founder { get; init; }

    public required DateTimeOffset Registered { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required RoomTopic? Topic { get; init; }

    /// <summary>As <see cref="RoomModes.Format"/> has them, with the key.</summary>
    public required string Modes { get; init; }

    public required ImmutableArray<Role> Roles { get; init; }

    /// <summary>The lists of masks, in the order of <see cref="RoomModeTable.ListModes"/>.</summary>
    public required ImmutableArray<ImmutableArray<MaskList.Entry>> Lists { get; init; }

    public required ImmutableSortedDictionary<string, byte[]> Metadata { get; init; }

    /// <summary>A room as it is now. Within its lock.</summary>
    public static KeptRoom Of(Room room, RoomRegistration registration) => new()
    {
        Id = registration.Id,
        Name = room.Name,
        Founder = registration.Founder,
        Registered = registration.Since,
        Created = room.Created,
        Topic = room.Topic,
        Modes = room.Modes.Format(withKey: true),
        Roles = registration.Roles,
        Lists = [.. RoomModeTable.ListModes.Select(mode => mode.List(room).Entries)],
        Metadata = room.Metadata,
    };

    /// <summary>The same as a room, which nobody knows yet.</summary>
    public Room Open(RoomDirectory directory)
    {
        var registration = new RoomRegistration(Id, Founder, Registered);
        registration.Restore(this);
        var room = new Room(directory, Name, Created) { Registration = registration, Topic = Topic, Metadata = Metadata };
        room.Modes.Restore(Modes);
        for (int i = 0; i < Lists.Length; i++) RoomModeTable.ListModes[i].List(room).Restore(Lists[i]);
        return room;
    }
}
