namespace ChatSockets.Server.Sessions;

/// <summary>
/// The deadlines of one connection, kept by its own thread, which waits for its socket no longer than until the next one:
/// greeting, registration, ping and its answer.
/// </summary>
internal sealed class PingTimer
{
    private readonly Func<ServerOptions> _options;
    private readonly TimeProvider _clock;
    private readonly long _connected;
    private long _lastHeard;
    private bool _greeted;
    private long? _pinged;

    /// <param name="options">The options in force, asked for each time: a reload counts for the connections that are open.</param>
    public PingTimer(Func<ServerOptions> options)
    {
        _options = options;
        _clock = options().Clock;
        _connected = _lastHeard = _clock.GetTimestamp();
    }

    /// <summary>Something came from the peer, just now by this timestamp of the clock.</summary>
    public void Heard(long now)
    {
        _lastHeard = now;
        _pinged = null;
    }

    /// <summary>
    /// The peer is not silent, but what shows it may be old: it need not answer the last ping, and is sent the next one an interval after
    /// that. So whoever has more to say than it may say at once is asked for a sign of life all the same, and a peer that has gone does not
    /// go unnoticed.
    /// </summary>
    public void HeardSometime()
    {
        _lastHeard = _pinged ?? _lastHeard;
        _pinged = null;
    }

    /// <summary>What is due now, and if nothing is, how long it may take until something will be.</summary>
    public Due Next(bool isDecided, bool isRegistered, bool isPinged, out TimeSpan wait)
    {
        TimeSpan age = _clock.GetElapsedTime(_connected);
        if (!isDecided && !_greeted)
        {
            wait = _options().GreetAfter - age;
            _greeted = wait <= TimeSpan.Zero;
            return _greeted ? Due.Greeting : Due.Nothing;
        }
        if (!isRegistered)
        {
            wait = _options().RegistrationTimeout - age;
            return wait <= TimeSpan.Zero ? Due.RegistrationTimeout : Due.Nothing;
        }
        if (!isPinged)
        {
            wait = TimeSpan.MaxValue;
            return Due.Nothing;
        }
        // The answer's time counts from the question: a machine that slept asks late, and must not throw everybody out for it.
        wait = _pinged is { } asked
            ? _options().PingTimeout - _clock.GetElapsedTime(asked)
            : _options().PingInterval - _clock.GetElapsedTime(_lastHeard);
        if (wait > TimeSpan.Zero) return Due.Nothing;
        if (_pinged is not null) return Due.PingTimeout;
        _pinged = _clock.GetTimestamp();
        return Due.Ping;
    }
}

/// <summary>What a connection's thread has to do when a deadline has passed.</summary>
internal enum Due
{
    Nothing,
    Greeting,
    RegistrationTimeout,
    Ping,
    PingTimeout,
}
