using System.Text.Json.Serialization;

namespace ChatSockets.Server.Diagnostics.Control;

/// <summary>A line of the answer on the control socket: JSON, with its <c>type</c> first.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(ServerSnapshot), "server")]
[JsonDerivedType(typeof(ConnectionSnapshot), "connection")]
[JsonDerivedType(typeof(RoomSnapshot), "room")]
[JsonDerivedType(typeof(SnapshotEnd), "end")]
internal abstract record SnapshotLine;

/// <summary>The whole server. Counters count from its start on: subtract two snapshots for a rate.</summary>
internal sealed record ServerSnapshot : SnapshotLine
{
    public required string Name { get; init; }

    public required string Version { get; init; }

    public required int Process { get; init; }

    /// <summary>The addresses and ports where it listens, the chat port first; empty from a server that is older than this.</summary>
    public IReadOnlyList<string> Listening { get; init; } = [];

    /// <summary>Whether it takes nothing but TLS on the chat port.</summary>
    public bool IsTlsRequired { get; init; }

    public required DateTimeOffset Time { get; init; }

    public required double UptimeSeconds { get; init; }

    public required int Connections { get; init; }

    public required int ConnectionLimit { get; init; }

    public required int Users { get; init; }

    public required int Rooms { get; init; }

    public required long LinesReceived { get; init; }

    public required long LinesSent { get; init; }

    public required long BytesReceived { get; init; }

    public required long BytesSent { get; init; }

    public required long Commits { get; init; }

    public required long CommitsFailed { get; init; }

    /// <summary>Rows that wait for the store.</summary>
    public required int RowsWaiting { get; init; }

    public required double CpuSeconds { get; init; }

    public required int Processors { get; init; }

    public required long MemoryBytes { get; init; }

    public required long Threads { get; init; }

    /// <summary>Bytes that wait to be sent, of all clients.</summary>
    public required long OutboxBytes { get; init; }
}

/// <summary>One connection.</summary>
internal sealed record ConnectionSnapshot : SnapshotLine
{
    /// <summary><c>*</c> before there is one.</summary>
    public required string Nickname { get; init; }

    /// <summary>Null where it is logged in to none.</summary>
    public required string? Account { get; init; }

    public required string Address { get; init; }

    /// <summary>What is spoken on it.</summary>
    public required string Dialect { get; init; }

    public required bool IsSecure { get; init; }

    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>The time since something was read.</summary>
    public required double IdleSeconds { get; init; }

    public required long BytesReceived { get; init; }

    public required long BytesSent { get; init; }

    /// <summary>Bytes that wait to be sent.</summary>
    public required long OutboxBytes { get; init; }

    /// <summary>The time from the last PING to its answer; null before there was one.</summary>
    public required double? LagSeconds { get; init; }

    /// <summary>The verb of the last command; null before there was one.</summary>
    public required string? LastCommand { get; init; }
}

/// <summary>One room.</summary>
internal sealed record RoomSnapshot : SnapshotLine
{
    public required string Name { get; init; }

    public required int Members { get; init; }

    /// <summary>Messages that were delivered in it since it was opened.</summary>
    public required long Lines { get; init; }
}

/// <summary>The last line.</summary>
/// <param name="ConnectionsLeftOut">How many connections were more than was asked for.</param>
/// <param name="RoomsLeftOut">How many rooms were.</param>
internal sealed record SnapshotEnd(int ConnectionsLeftOut, int RoomsLeftOut) : SnapshotLine;

/// <summary>What is asked for, as one line of JSON.</summary>
internal sealed record SnapshotRequest
{
    /// <summary>Which connections come first, and so are there if there are too many.</summary>
    public ConnectionOrder Order { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>The most connections.</summary>
    public int Connections { get; init; } = 1000;

    /// <summary>The most rooms; those with the most members come first.</summary>
    public int Rooms { get; init; } = 1000;
}

/// <summary>An order of connections.</summary>
internal enum ConnectionOrder
{
    /// <summary>Those that were sent the most come first.</summary>
    Sent,

    /// <summary>Those that have sent the most come first.</summary>
    Received,

    /// <summary>Those that are furthest behind with reading come first.</summary>
    Outbox,

    /// <summary>Those whose answer to a PING took longest come first.</summary>
    Lag,

    /// <summary>Those that said something last come first.</summary>
    Idle,

    /// <summary>Those that connected first come first.</summary>
    Age,

    /// <summary>By nickname.</summary>
    Nickname,
}

/// <summary>The JSON of the control socket, without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(SnapshotLine))]
[JsonSerializable(typeof(SnapshotRequest))]
internal sealed partial class SnapshotJson : JsonSerializerContext;
