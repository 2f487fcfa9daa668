namespace ChatSockets.Core.Diagnostics;

/// <summary>
/// Counters of things that happen often. Any thread: each processor has its own copy, so that none waits for another's cache line; they are
/// added up on request. To count allocates nothing and costs an uncontended atomic addition.
/// </summary>
internal sealed class StripedCounts
{
    private const int LineOfLongs = 8;

    private readonly long[][] _counts;

    /// <param name="size">How many counters there are.</param>
    public StripedCounts(int size)
    {
        _counts = new long[Math.Clamp(Environment.ProcessorCount, 1, 64)][];
        // A line more on both ends, so that no two arrays share one.
        for (int i = 0; i < _counts.Length; i++) _counts[i] = new long[size + (2 * LineOfLongs)];
    }

    /// <summary>Adds to the counter at that place.</summary>
    public void Add(int place, long count) =>
        Interlocked.Add(ref _counts[Thread.GetCurrentProcessorId() % _counts.Length][LineOfLongs + place], count);

    /// <summary>The value of the counter at that place.</summary>
    public long Of(int place)
    {
        long sum = 0;
        foreach (long[] counts in _counts) sum += Interlocked.Read(ref counts[LineOfLongs + place]);
        return sum;
    }
}
