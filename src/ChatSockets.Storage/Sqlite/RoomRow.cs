namespace ChatSockets.Storage.Sqlite;

/// <summary>A room that lasts, as <see cref="RoomTable"/> has it; its roles, masks and metadata are rows of their own.</summary>
internal sealed record RoomRow
{
    public required long Id { get; init; }

    public required byte[] Name { get; init; }

    /// <summary>The account whose room it is; null if the room is unregistered.</summary>
    public required byte[]? Founder { get; init; }

    /// <summary>When it was registered; null if it is unregistered.</summary>
    public required DateTimeOffset? Registered { get; init; }

    public required DateTimeOffset Created { get; init; }

    /// <summary>Null for none.</summary>
    public required TopicRow? Topic { get; init; }

    /// <summary>The letters of its modes and their parameters.</summary>
    public required string Modes { get; init; }
}

/// <summary>A stored topic.</summary>
internal sealed record TopicRow(byte[] Text, byte[] SetBy, DateTimeOffset SetAt);

/// <summary>An account's status in a room, by its mode letter.</summary>
internal readonly record struct RoleRow(byte[] Account, byte Status);

/// <summary>A mask of one of a room's lists.</summary>
internal readonly record struct MaskRow(byte[] Mask, byte[] SetBy, DateTimeOffset SetAt);
