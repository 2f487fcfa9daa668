namespace ChatSockets.Server.Limits;

/// <summary>
/// How much of something there may be: a bucket that is full at first, from which each one takes a token, and that gets new ones at a
/// steady rate. It is one number, the timestamp at which it will be full again (the generic cell rate algorithm), so it costs an addition,
/// and one that is full need not be remembered. Its <see cref="TokenRate"/> is given with each call: many buckets share one, and a reload
/// may change it. Whoever holds a bucket guards it.
/// </summary>
/// <remarks>
/// The one rate limiter of the server: <see cref="Sessions.CommandRateLimit"/> (commands), <see cref="Rooms.MessageRateLimit"/> (room modes
/// f and j), <see cref="Transport.AddressLimits"/> (connections) and <see cref="Accounts.LoginAttempts"/> (wrong passwords).
/// </remarks>
internal struct TokenBucket
{
    private long _fullAt;

    /// <summary>How long it takes until there is a token, in ticks of the clock; 0 or less when there is one.</summary>
    public readonly long Owed(in TokenRate rate, long now) => _fullAt - now - (rate.Full - rate.Token);

    /// <summary>Whether nothing has been taken, or all of it is there again.</summary>
    public readonly bool IsFull(long now) => _fullAt <= now;

    /// <summary>Takes a token; false where there is none.</summary>
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
