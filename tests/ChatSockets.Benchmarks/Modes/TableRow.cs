namespace ChatSockets.Benchmarks.Modes;

/// <summary>One of the loads of the big table.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Mode">How it is measured.</param>
/// <param name="Metrics">The columns of the mode that the table shows.</param>
internal sealed record TableRow(string Name, IMode Mode, params IReadOnlyList<string> Metrics)
{
    /// <summary>Whether all connections speak TLS.</summary>
    public bool IsEncrypted { get; init; }

    /// <summary>Whether some ask for capabilities.</summary>
    public bool HasTags { get; init; }

    /// <summary>
    /// The name of a row above, of which ours must have at least <see cref="Share"/>; null where the mode has its own goals.
    /// </summary>
    public string? Above { get; init; }

    public double Share { get; init; }
}
