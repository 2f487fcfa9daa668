namespace ChatSockets.Client.Core;

/// <summary>
/// How long to wait before the next attempt to connect: longer after each one that failed. The loop's thread alone uses it.
/// </summary>
internal sealed class Backoff(TimeProvider clock)
{
    // A connection that ends sooner counts as a failed attempt.
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(30);
    private static readonly int[] Seconds = [1, 2, 4, 8, 16, 30];

    private int _attempt;
    private long _readySince;

    /// <summary>An attempt has succeeded.</summary>
    public void Ready() => _readySince = clock.GetTimestamp();

    /// <summary>A connection that was ready has ended.</summary>
    public void Ended()
    {
        if (clock.GetElapsedTime(_readySince) >= Lasting) Reset();
    }

    public void Reset() => _attempt = 0;

    /// <summary>Returns the seconds before the next attempt.</summary>
    public int Next() => Seconds[Math.Min(_attempt++, Seconds.Length - 1)];

    /// <summary>Returns up to a quarter more: those whom one server has lost do not all come back in the same moment.</summary>
    public static TimeSpan Spread(int seconds) => TimeSpan.FromSeconds(seconds * (1 + (Random.Shared.NextDouble() / 4)));
}
