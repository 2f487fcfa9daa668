using System.Diagnostics;
using System.Numerics;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// Counts times in buckets that are linear within a power of two and logarithmic over them, as HDR histograms do: within
/// 1.6 % of the true value from a nanosecond to years, in 30 KB, and recording is an increment.
/// </summary>
internal sealed class LatencyHistogram
{
    private const int SubBucketBits = 6;
    private const int SubBuckets = 1 << SubBucketBits;

    private readonly long[] _counts = new long[(64 - SubBucketBits + 1) * SubBuckets];
    private long _maximum;

    public long Count { get; private set; }

    public TimeSpan Maximum => Stopwatch.GetElapsedTime(0, _maximum);

    /// <param name="ticks">A time in <see cref="Stopwatch"/> ticks.</param>
    public void Record(long ticks)
    {
        ticks = Math.Max(0, ticks);
        int shift = Math.Max(0, BitOperations.Log2((ulong)ticks) - SubBucketBits);
        _counts[(shift * SubBuckets) + (int)(ticks >> shift)]++;
        _maximum = Math.Max(_maximum, ticks);
        Count++;
    }

    /// <summary>The time that this share of all recorded times, 0 to 1, did not exceed.</summary>
    public TimeSpan Quantile(double share)
    {
        long rank = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= rank && Count > 0) return Stopwatch.GetElapsedTime(0, Math.Min(UpperEdge(i), _maximum));
        }
        return TimeSpan.Zero;
    }

    public void Add(LatencyHistogram other)
    {
        for (int i = 0; i < _counts.Length; i++) _counts[i] += other._counts[i];
        _maximum = Math.Max(_maximum, other._maximum);
        Count += other.Count;
    }

    public void Clear()
    {
        Array.Clear(_counts);
        _maximum = 0;
        Count = 0;
    }

    private static long UpperEdge(int index)
    {
        int shift = Math.Max(0, (index / SubBuckets) - 1);
        long inBucket = index - ((long)shift * SubBuckets);
        return ((inBucket + 1) << shift) - 1;
    }
}
