using System.Collections.Immutable;
using ChatSockets.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace ChatSockets.Core.State;

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

    /// <summary>The room of that name; null for none.</summary>
    /// <exception cref="SqliteException">It cannot be read.</exception>
    public static StoredRoom? Find(SqliteConnection connection, ReadOnlySpan<byte> name) =>
        RoomTable.Find(connection, name) is { } row ? Read(connection, row) : null;

    /// <summary>Those that are not registered.</summary>
    /// <inheritdoc cref="Find"/>
    public static IReadOnlyList<StoredRoom> Unregistered(SqliteConnection connection) =>
        [.. RoomTable.Unregistered(connection).Select(row => Read(connection, row))];

    /// <summary>Writes the room, new or not: the differences from its last written state, or all of it.</summary>
    /// <exception cref="SqliteException">It cannot be written.</exception>
    public void Write(SqliteConnection connection, StoredRoom? before)
    {
        RoomTable.Write(connection, new RoomRow
        {
            Id = Id,
            Name = Name,
            Founder = Founder,
            Registered = Registered,
            Created = Created,
            Topic = Topic is { } topic ? new TopicRow(topic.Text, topic.SetBy, topic.SetAt) : null,
            Modes = Modes,
        });
        if (before is null || before.Roles != Roles)
            RoomTable.WriteRoles(connection, Id, Roles.Select(static role => new RoleRow(role.Account, role.Status.Letter)));
        if (before is null || !before.Lists.SequenceEqual(Lists))
            RoomTable.WriteMasks(connection, Id, RoomModeTable.ListModes.Select((mode, i) => (mode.Letter, RowsOf(Lists[i]))));
        if (before is null || before.Metadata != Metadata) RoomTable.WriteMetadata(connection, Id, Metadata);
    }

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

    private static StoredRoom Read(SqliteConnection connection, RoomRow row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Founder = row.Founder,
        Registered = row.Registered,
        Created = row.Created,
        Topic = row.Topic is { } topic ? new RoomTopic(topic.Text, topic.SetBy, topic.SetAt) : null,
        Modes = row.Modes,
        Roles = [.. RoomTable.Roles(connection, row.Id).Select(static role => new Role(role.Account, MemberPrefix.OfLetter(role.Status)!))],
        Lists = [.. RoomModeTable.ListModes.Select(mode => EntriesOf(RoomTable.Masks(connection, row.Id, mode.Letter)))],
        Metadata = MetadataSubject.None.AddRange(RoomTable.Metadata(connection, row.Id)),
    };

    private static ImmutableArray<MaskList.Entry> EntriesOf(IReadOnlyList<MaskRow> rows)
    {
        var all = ImmutableArray.CreateBuilder<MaskList.Entry>();
        foreach (MaskRow row in rows)
        {
            // One that is none any more, in this version, means nobody.
            if (RoomMask.Parse(row.Mask, out _) is { } mask) all.Add(new MaskList.Entry(mask, row.SetBy, row.SetAt));
        }
        return all.ToImmutable();
    }

    private static IEnumerable<MaskRow> RowsOf(ImmutableArray<MaskList.Entry> entries) =>
        entries.Select(static entry => new MaskRow(entry.Mask.Text, entry.SetBy, entry.SetAt));
}
