namespace ChatSockets.Server.Tests.Support;

/// <summary>A clock that stands still until the test turns it; it begins at one minute past twelve, universal time.</summary>
internal sealed class ManualClock : TimeProvider
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 12, 1, 2, 345, TimeSpan.Zero);

    private readonly Lock _gate = new();
    private readonly List<Timer> _timers = [];
    private long _ticks;
    private long _set;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>
    /// Called whenever somebody looks at the clock, on that thread: a test may throw there, as on any thread of the server something might.
    /// </summary>
    public Action? LookedAt { get; set; }

    public override long GetTimestamp()
    {
        LookedAt?.Invoke();
        return Interlocked.Read(ref _ticks);
    }

    public override DateTimeOffset GetUtcNow() => Start.AddTicks(GetTimestamp() + Interlocked.Read(ref _set));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state));
        lock (_gate) _timers.Add(timer);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Sets the time of day forward, or back, as whoever corrects a machine's clock does: nothing becomes due by that.</summary>
    public void Set(TimeSpan by) => Interlocked.Add(ref _set, by.Ticks);

    /// <summary>What is due then is done when this returns.</summary>
    public void Advance(TimeSpan time)
    {
        Interlocked.Add(ref _ticks, time.Ticks);
        Timer[] timers;
        lock (_gate) timers = [.. _timers];
        foreach (Timer timer in timers) timer.RunIfDue();
    }

    /// <summary>Rings once, then when it is set again. What is due at once is done at once, on the thread that sets it.</summary>
    private sealed class Timer(ManualClock clock, Action ring) : ITimer
    {
        private long _due = long.MaxValue;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Interlocked.Exchange(ref _due, dueTime == Timeout.InfiniteTimeSpan ? long.MaxValue : clock.GetTimestamp() + dueTime.Ticks);
            RunIfDue();
            return true;
        }

        public void RunIfDue()
        {
            long due = Interlocked.Read(ref _due);
            if (due <= clock.GetTimestamp() && Interlocked.CompareExchange(ref _due, long.MaxValue, due) == due) ring();
        }

        public void Dispose()
        {
            Interlocked.Exchange(ref _due, long.MaxValue);
            lock (clock._gate) clock._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
