namespace ChatSockets.Storage;

/// <summary>How long something may take, by the server's clock. Any thread.</summary>
/// <param name="clock">The clock.</param>
/// <param name="time">The time it may take, from now.</param>
internal readonly struct Deadline(TimeProvider clock, TimeSpan time)
{
    // A clock that a test turns by hand, or a machine that slept, is noticed within this time.
    private static readonly TimeSpan MaximumWait = TimeSpan.FromSeconds(1);

    private readonly long _began = clock.GetTimestamp();

    /// <summary>The time it may take, as it was given.</summary>
    public TimeSpan Time => time;

    /// <summary>The time that is left; zero when it is over.</summary>
    public TimeSpan Left
    {
        get
        {
            TimeSpan left = time - clock.GetElapsedTime(_began);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>
    /// Waits for a pulse of a monitor that the caller holds. Returns false, immediately, when the time is over. Can return true without a
    /// pulse, so check the condition again.
    /// </summary>
    public bool Wait(object monitor)
    {
        TimeSpan left = Left;
        if (left == TimeSpan.Zero) return false;
        Monitor.Wait(monitor, left < MaximumWait ? left + TimeSpan.FromMilliseconds(1) : MaximumWait);
        return true;
    }
}
