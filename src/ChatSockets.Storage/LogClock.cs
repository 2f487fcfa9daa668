namespace ChatSockets.Storage;

/// <summary>
/// The clock of a server that shares a log with others: while a thread applies a record it is the record's time, and otherwise that of the
/// clock below. Timestamps are of one kind, so that what was measured by one can be compared with the other.
/// </summary>
/// <param name="inner">The clock below.</param>
internal sealed class LogClock(TimeProvider inner) : TimeProvider
{
    private readonly long _began = inner.GetTimestamp();
    private readonly long _ticks = inner.GetUtcNow().UtcTicks;

    public override TimeZoneInfo LocalTimeZone => inner.LocalTimeZone;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => AppliedMoment.Time ?? inner.GetUtcNow();

    public override long GetTimestamp() => AppliedMoment.Time?.UtcTicks ?? _ticks + inner.GetElapsedTime(_began).Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        inner.CreateTimer(callback, state, dueTime, period);
}
