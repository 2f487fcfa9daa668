namespace ChatSockets.Client.Recording;

/// <summary>The clock of a recording: it stands still between two events, and its timers never ring.</summary>
internal sealed class ReplayClock(DateTimeOffset start, TimeSpan offset) : TimeProvider
{
    private TimeSpan _elapsed;

    public override TimeZoneInfo LocalTimeZone { get; } =
        TimeZoneInfo.CreateCustomTimeZone("recorded", offset, "recorded", "recorded");

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Sets the time, as the time since the start.</summary>
    public void MoveTo(TimeSpan elapsed) => _elapsed = elapsed;

    public override DateTimeOffset GetUtcNow() => start + _elapsed;

    public override long GetTimestamp() => _elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Silent();

    private sealed class Silent : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
