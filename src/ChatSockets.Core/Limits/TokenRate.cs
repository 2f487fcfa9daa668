namespace ChatSockets.Core.Limits;

/// <summary>
/// How many tokens a <see cref="TokenBucket"/> has when it is full, and how fast it gets new ones. In timestamps of the clock. Immutable.
/// </summary>
internal readonly struct TokenRate
{
    /// <param name="clock">The one whose timestamps the bucket is asked with.</param>
    /// <param name="burst">How many there are when it is full; one or more.</param>
    /// <param name="perSecond">How many come in a second. However slow: one an hour is close to never.</param>
    public TokenRate(TimeProvider clock, int burst, double perSecond)
    {
        Token = (long)Math.Clamp(Math.Round(clock.TimestampFrequency / perSecond), 1, clock.TimestampFrequency * 3600.0);
        Full = (long)Math.Min((double)Token * burst, long.MaxValue / 4);
    }

    /// <summary>How long it takes until there is another token.</summary>
    public long Token { get; }

    /// <summary>How long an empty bucket takes until it is full.</summary>
    public long Full { get; }

    /// <summary>So many at once, and then as many in each such time: at the most twice as many fall into one.</summary>
    public static TokenRate Of(TimeProvider clock, int most, TimeSpan time) => new(clock, most, most / time.TotalSeconds);

    /// <summary>
    /// Returns a rate that never allows more than so many within any period of that length: half of them at once, the rest one by one. Used
    /// tokens come back one by one, not all together at the end of a period.
    /// </summary>
    public static TokenRate Within(TimeProvider clock, int most, TimeSpan time)
    {
        int burst = (most + 1) / 2;
        // Where a burst is at the beginning, the last of the time's tokens comes just when it is over.
        return new TokenRate(clock, burst, (most - burst + 1) / time.TotalSeconds);
    }
}
