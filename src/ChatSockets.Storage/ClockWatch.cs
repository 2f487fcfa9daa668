namespace ChatSockets.Storage;

/// <summary>
/// Detects a time of day that was set far forward, usually by mistake: check it before deleting old data. One thread at a time.
/// </summary>
/// <param name="clock">The server's clock.</param>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>The time of day may run ahead of the time that has passed by so much between two looks.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    /// <summary>After this time it is believed, if it was not set back.</summary>
    public static readonly TimeSpan Doubt = TimeSpan.FromDays(1);

    private DateTimeOffset _time = clock.GetUtcNow();
    private long _moment = clock.GetTimestamp();
    private long? _setForward;

    /// <summary>Looks at the clock; false where it was set forward and that is not to be believed yet.</summary>
    /// <param name="by">By how much it was set since the last look; below zero: back.</param>
    public bool IsBelievable(out TimeSpan by)
    {
        DateTimeOffset time = clock.GetUtcNow();
        long moment = clock.GetTimestamp();
        by = time - _time - clock.GetElapsedTime(_moment, moment);
        (_time, _moment) = (time, moment);
        if (by > Tolerance) _setForward = moment;
        else if (by < -Tolerance) _setForward = null;
        return _setForward is not { } since || clock.GetElapsedTime(since, moment) >= Doubt;
    }
}
