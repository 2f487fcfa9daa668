using ChatSockets.Core.Diagnostics;

namespace ChatSockets.Server.Diagnostics.Metrics;

/// <summary>Counts values in buckets. Any thread, without a lock; the sum is exact to a billionth.</summary>
/// <param name="bounds">The upper bounds of the buckets, rising; the last bucket is above them all.</param>
internal sealed class HistogramCounts(double[] bounds)
{
    private const double Billion = 1e9;

    // The buckets, then the sum in billionths: enough for 292 years of seconds.
    private readonly StripedCounts _counts = new(bounds.Length + 2);

    public void Add(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Length && value > bounds[bucket]) bucket++;
        _counts.Add(bucket, 1);
        _counts.Add(bounds.Length + 1, (long)(value * Billion));
    }

    public HistogramSample Read()
    {
        var counts = new long[bounds.Length + 1];
        for (int i = 0; i < counts.Length; i++) counts[i] = _counts.Of(i);
        return new HistogramSample(bounds, counts, _counts.Of(bounds.Length + 1) / Billion);
    }
}
