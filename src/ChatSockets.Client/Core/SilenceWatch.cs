namespace ChatSockets.Client.Core;

/// <summary>
/// Notices a connection that has died without an end: after a minute of silence the server is asked, and after another one the connection
/// counts as lost. The loop's thread alone uses it.
/// </summary>
internal sealed class SilenceWatch(TimeProvider clock, Alarms alarms)
{
    private static readonly TimeSpan BeforePing = TimeSpan.FromSeconds(60);

    private long _lastHeard;
    private bool _pinged;

    /// <summary>There is a connection.</summary>
    public void Begin()
    {
        Heard();
        alarms.Set(Alarm.Silence, BeforePing);
    }

    /// <summary>Something has come from the server.</summary>
    public void Heard()
    {
        _lastHeard = clock.GetTimestamp();
        _pinged = false;
    }

    /// <summary>
    /// <see cref="Alarm.Silence"/> has rung. Returns how long nothing was heard if the connection is lost; null if it is not.
    /// </summary>
    public TimeSpan? Check(Action ping)
    {
        TimeSpan silent = clock.GetElapsedTime(_lastHeard);
        if (silent < BeforePing)
        {
            alarms.Set(Alarm.Silence, BeforePing - silent);
            return null;
        }
        if (_pinged) return silent;
        _pinged = true;
        alarms.Set(Alarm.Silence, BeforePing);
        ping();
        return null;
    }
}
