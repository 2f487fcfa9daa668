using ChatSockets.Server.Diagnostics.Control;

namespace ChatSockets.Server.Diagnostics.Top;

/// <summary>What <c>chat-server top</c> shows: changed by keys.</summary>
internal sealed record TopView
{
    public static readonly IReadOnlyList<(char Key, string Name, ConnectionOrder Order)> Orders =
    [
        ('o', "out", ConnectionOrder.Sent),
        ('i', "in", ConnectionOrder.Received),
        ('b', "backlog", ConnectionOrder.Outbox),
        ('l', "lag", ConnectionOrder.Lag),
        ('t', "idle", ConnectionOrder.Idle),
        ('a', "age", ConnectionOrder.Age),
        ('n', "nick", ConnectionOrder.Nickname),
    ];

    public ConnectionOrder Order { get; init; }

    public bool IsReversed { get; init; }

    /// <summary>The rooms are below the connections, alone, or not there.</summary>
    public TopPanels Panels { get; init; }

    /// <summary>Whether the program is to end.</summary>
    public bool IsOver { get; init; }

    public SnapshotRequest Request => new() { Order = Order, IsReversed = IsReversed };

    /// <summary>What a key makes of it; the same where it means nothing.</summary>
    public TopView Press(char key) => key switch
    {
        'q' or 'Q' or '\x1b' or '\x03' => this with { IsOver = true },
        'r' or 'R' => this with { IsReversed = !IsReversed },
        '\t' => this with { Panels = (TopPanels)(((int)Panels + 1) % 3) },
        _ => Orders.FirstOrDefault(order => order.Key == char.ToLowerInvariant(key)) is { Key: not '\0' } found
            ? this with { Order = found.Order, IsReversed = false } : this,
    };
}

/// <summary>The parts of the screen.</summary>
internal enum TopPanels
{
    Both,
    Rooms,
    Connections,
}
