namespace ChatSockets.Core.Limits;

/// <summary>
/// A rate limit: a bucket that starts full, loses a token per use, and gains tokens at a steady rate. It is a single number, the timestamp
/// at which it is full again (the generic cell rate algorithm), so it costs an addition, and a full bucket need not be stored. Its
/// <see cref="TokenRate"/> is passed with each call: many buckets share one, and a reload can change it. The owner guards it.
/// </summary>
/// <remarks>
/// The one rate limiter of the server: <c>CommandRateLimit</c> (commands), <c>MessageRateLimit</c> (room modes
/// f and j), <c>AddressLimits</c> (connections) and <see cref="Accounts.LoginAttempts"/> (wrong passwords).
/// </remarks>
internal struct TokenBucket
{
    private long _fullAt;

    /// <summary>How long it takes until there is a token, in ticks of the clock; 0 or less when there is one.</summary>
    public readonly long Owed(in TokenRate rate, long now) => _fullAt - now - (rate.Full - rate.Token);

    /// <summary>Whether nothing has been taken, or all of it is there again.</summary>
    public readonly bool IsFull(long now) => _fullAt <= now;

    /// <summary>Takes a token. Returns false if none is left.</summary>
    public bool TryTake(in TokenRate rate, long now)
    {
        if (Owed(rate, now) > 0) return false;
        Charge(rate, now, 1);
        return true;
    }

    /// <summary>Takes tokens, more than there are if need be.</summary>
    public void Charge(in TokenRate rate, long now, int tokens) => _fullAt = Math.Max(_fullAt, now) + (tokens * rate.Token);

    /// <summary>Gives one back that was taken for nothing.</summary>
    public void GiveBack(in TokenRate rate) => _fullAt -= rate.Token;

    /// <summary>Fills it.</summary>
    public void Refill(long now) => _fullAt = Math.Min(_fullAt, now);
}
