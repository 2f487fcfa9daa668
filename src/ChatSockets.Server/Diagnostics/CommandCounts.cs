namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// How often each command was used (STATS m). Any thread: each processor has its own counters, so that none waits for another's cache line;
/// they are added up on request.
/// </summary>
internal sealed class CommandCounts
{
    private const int LineOfLongs = 8;

    private readonly long[][] _counts;

    /// <param name="commands">How many commands there are.</param>
    public CommandCounts(int commands)
    {
        _counts = new long[Math.Clamp(Environment.ProcessorCount, 1, 64)][];
        // A line more on both ends, so that no two arrays share one.
        for (int i = 0; i < _counts.Length; i++) _counts[i] = new long[commands + (2 * LineOfLongs)];
    }

    /// <summary>One more use of the command at that place of the table.</summary>
    public void Count(int command) =>
        Interlocked.Increment(ref _counts[Thread.GetCurrentProcessorId() % _counts.Length][LineOfLongs + command]);

    /// <summary>How often the command at that place was used so far.</summary>
    public long Of(int command) => _counts.Sum(counts => Interlocked.Read(ref counts[LineOfLongs + command]));
}
