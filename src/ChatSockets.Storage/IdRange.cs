using System.Collections.Immutable;

namespace ChatSockets.Storage;

/// <summary>The ids between two.</summary>
/// <param name="After">They are behind that one.</param>
/// <param name="Before">They are before that one.</param>
internal readonly record struct IdRange(long After, long Before)
{
    /// <summary>Every id.</summary>
    public static readonly ImmutableArray<IdRange> All = [new(0, LineRange.End)];

    /// <summary>
    /// Returns everything outside the closed periods before an id, from which on the reader may see everything. In order.
    /// </summary>
    public static ImmutableArray<IdRange> Outside(ImmutableArray<ClosedPeriod> closed, long since)
    {
        var ranges = ImmutableArray.CreateBuilder<IdRange>();
        long after = 0;
        foreach (ClosedPeriod period in closed)
        {
            if (period.First >= since) break;
            if (period.First > after + 1) ranges.Add(new IdRange(after, period.First));
            after = Math.Max(after, Math.Min(period.Until, since) - 1);
        }
        if (after < LineRange.End - 1) ranges.Add(new IdRange(after, LineRange.End));
        return ranges.ToImmutable();
    }
}
