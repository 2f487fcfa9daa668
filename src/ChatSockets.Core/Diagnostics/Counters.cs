namespace ChatSockets.Core.Diagnostics;

/// <summary>What is counted as it happens, whoever reads it then. Any thread; to count allocates nothing.</summary>
internal sealed class Counters
{
    private readonly StripedCounts _counts = new(Enum.GetValues<Counter>().Length);

    /// <summary>Adds to a counter. Not once for each delivery.</summary>
    public void Add(Counter counter, long count = 1) => _counts.Add((int)counter, count);

    /// <summary>The value of a counter so far.</summary>
    public long Of(Counter counter) => _counts.Of((int)counter);
}
