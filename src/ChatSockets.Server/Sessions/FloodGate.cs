namespace ChatSockets.Server.Sessions;

/// <summary>
/// How much one connection may say: a bucket of tokens, <see cref="ServerOptions.FloodBurst"/> when it is full, that gets
/// <see cref="ServerOptions.FloodRate"/> new ones a second. A line is handled when there is a token, and takes as many as its commands cost, if need
/// be on credit. Whoever has none is not punished: its lines are read later, and nothing is lost.
/// </summary>
/// <remarks>For the connection's own thread alone. It looks at the clock only when it seems to be closed, or is told the time.</remarks>
internal sealed class FloodGate
{
    private readonly TimeProvider _clock;
    private readonly long _token;
    private readonly long _full;

    // The bucket as one number: when it will be full again.
    private long _fullAt;
    private long _now;

    /// <param name="options">With a burst of at least one.</param>
    public FloodGate(ServerOptions options)
    {
        _clock = options.Clock;
        // However slow the rate: an hour for a token is close to never.
        _token = (long)Math.Clamp(_clock.TimestampFrequency / options.FloodRate, 1, _clock.TimestampFrequency * 3600.0);
        _full = (long)Math.Min((double)_token * options.FloodBurst, long.MaxValue / 4);
        _fullAt = _now = _clock.GetTimestamp();
    }

    /// <summary>Whether there is a token.</summary>
    public bool IsOpen
    {
        get
        {
            if (Owed <= 0) return true;
            _now = _clock.GetTimestamp();
            return Owed <= 0;
        }
    }

    /// <summary>How long it takes until there is a token, by the clock's last timestamp; nothing or less when there is one.</summary>
    public TimeSpan Wait => _clock.GetElapsedTime(0, Owed);

    private long Owed => _fullAt - _now - (_full - _token);

    /// <summary>Says the time: a timestamp of the clock that is no older than what is charged next.</summary>
    public void At(long now) => _now = now;

    /// <summary>Takes tokens, more than there are if need be.</summary>
    public void Charge(int tokens) => _fullAt = Math.Max(_fullAt, _now) + (tokens * _token);

    /// <summary>Fills the bucket.</summary>
    public void Refill() => _fullAt = Math.Min(_fullAt, _now);
}
