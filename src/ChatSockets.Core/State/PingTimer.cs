using ChatSockets.Core.Settings;

namespace ChatSockets.Core.State;

/// <summary>
/// The deadlines of one connection: greeting, registration, ping and its answer. Used by the connection's thread, which waits for its
/// socket only until the next deadline.
/// </summary>
internal sealed class PingTimer
{
    private readonly Func<ChatOptions> _options;
    private readonly TimeProvider _clock;
    private readonly long _connected;
    private long _lastHeard;
    private bool _greeted;
    private long? _pinged;

    /// <param name="options">The options in force, asked for each time: a reload counts for the connections that are open.</param>
    /// <param name="clock">The server's clock.</param>
    public PingTimer(Func<ChatOptions> options, TimeProvider clock)
    {
        _options = options;
        _clock = clock;
        _connected = _lastHeard = _clock.GetTimestamp();
    }

    /// <summary>Something came from the peer, just now by this timestamp of the clock.</summary>
    public void Heard(long now)
    {
        _lastHeard = now;
        _pinged = null;
    }

    /// <summary>
    /// Records input of unknown age: the client need not answer the last ping, and is pinged again an interval later. So a client with more
    /// input than is handled at once is still pinged, and one that has gone is noticed.
    /// </summary>
    public void HeardSometime()
    {
        _lastHeard = _pinged ?? _lastHeard;
        _pinged = null;
    }

    /// <summary>Returns what is due now; if nothing is, how long until the next deadline.</summary>
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

/// <summary>What a connection's thread must do when a deadline has passed.</summary>
internal enum Due
{
    Nothing,
    Greeting,
    RegistrationTimeout,
    Ping,
    PingTimeout,
}
