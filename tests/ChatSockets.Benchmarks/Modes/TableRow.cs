namespace ChatSockets.Benchmarks.Modes;

/// <summary>One of the loads of the big table.</summary>
/// <param name="Name">What the table calls it.</param>
/// <param name="Mode">How it is measured.</param>
/// <param name="IsEncrypted">Whether all connections speak TLS.</param>
/// <param name="Metrics">The columns of the mode that the table shows.</param>
internal sealed record TableRow(string Name, IMode Mode, bool IsEncrypted, params IReadOnlyList<string> Metrics);
