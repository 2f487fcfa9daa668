using System.Diagnostics;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>Whether the clock can be right: the year, and whether the time of day runs as fast as the monotonic clock.</summary>
internal static class ClockCheck
{
    private const string Name = "clock";
    private const int FirstYear = 2025;
    private const int LastYear = 2100;

    private static readonly TimeSpan Observed = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    public static IEnumerable<Finding> Run()
    {
        DateTimeOffset before = DateTimeOffset.UtcNow;
        long began = Stopwatch.GetTimestamp();
        Thread.Sleep(Observed);
        return [Judge(before, DateTimeOffset.UtcNow - before, Stopwatch.GetElapsedTime(began))];
    }

    /// <param name="now">The time of day.</param>
    /// <param name="wall">How far it went meanwhile.</param>
    /// <param name="monotonic">How far the monotonic clock went.</param>
    public static Finding Judge(DateTimeOffset now, TimeSpan wall, TimeSpan monotonic)
    {
        if (now.Year is < FirstYear or > LastYear)
            return new Finding(Name, Verdict.Fail, $"It cannot be {now:yyyy-MM-dd HH:mm}.",
                "Set the clock: messages are stored under their time.");
        if ((wall - monotonic).Duration() > Tolerance)
            return new Finding(Name, Verdict.Warn,
                $"The time of day went {(wall - monotonic).TotalMilliseconds:+0;-0} ms in {monotonic.TotalMilliseconds:0} ms.",
                "Look at the time service (chrony, systemd-timesyncd): it should not make the clock jump.");
        return new Finding(Name, Verdict.Ok, $"It is {now:yyyy-MM-dd HH:mm} UTC, and the clock runs evenly.");
    }
}
