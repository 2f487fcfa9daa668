using ChatSockets.Core.Limits;
using ChatSockets.Core.Settings;

namespace ChatSockets.Core.State;

/// <summary>
/// The rate limit of one connection's commands: a <see cref="TokenBucket"/> of <see cref="ChatOptions.FloodBurst"/> tokens that gains
/// <see cref="ChatOptions.FloodRate"/> tokens a second. A line is handled when there is a token and takes as many as its commands cost,
/// on credit if necessary. Without tokens, lines are read later, and nothing is lost.
/// </summary>
/// <remarks>For the connection's own thread alone. It looks at the clock only when it seems to be closed, or is told the time.</remarks>
internal sealed class CommandRateLimit
{
    private readonly TimeProvider _clock;
    private readonly TokenRate _rate;
    private TokenBucket _tokens;
    private long _now;

    /// <param name="options">With a burst of at least one.</param>
    /// <param name="clock">The server's clock.</param>
    public CommandRateLimit(ChatOptions options, TimeProvider clock)
    {
        _clock = clock;
        _rate = new TokenRate(_clock, options.FloodBurst, options.FloodRate);
        _now = _clock.GetTimestamp();
    }

    /// <summary>Whether there is a token.</summary>
    public bool IsOpen
    {
        get
        {
            if (_tokens.Owed(_rate, _now) <= 0) return true;
            _now = _clock.GetTimestamp();
            return _tokens.Owed(_rate, _now) <= 0;
        }
    }

    /// <summary>How long it takes until there is a token, by the clock's last timestamp; nothing or less when there is one.</summary>
    public TimeSpan Wait => _clock.GetElapsedTime(0, _tokens.Owed(_rate, _now));

    /// <summary>Sets the time: a timestamp no older than the next charge.</summary>
    public void At(long now) => _now = now;

    /// <summary>Takes tokens, more than there are if need be.</summary>
    public void Charge(int tokens) => _tokens.Charge(_rate, _now, tokens);

    /// <summary>Fills the bucket.</summary>
    public void Refill() => _tokens.Refill(_now);
}
