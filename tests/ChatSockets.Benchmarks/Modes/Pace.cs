using System.Diagnostics;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>Speakers taking turns at an even rate, whatever the server makes of it: an open loop.</summary>
internal static class Pace
{
    /// <param name="driver">Whose turns are taken in between.</param>
    /// <param name="speakers">Who speaks, one after the other.</param>
    /// <param name="rate">Lines a second, over all of them.</param>
    /// <param name="time">For how long.</param>
    /// <param name="until">Ends it before the time is up.</param>
    public static void Run(Driver driver, IReadOnlyList<Speaker> speakers, double rate, TimeSpan time, Func<bool>? until = null)
    {
        long start = Stopwatch.GetTimestamp();
        long said = 0;
        while (until?.Invoke() != true)
        {
            TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
            if (elapsed >= time) return;
            TimeSpan due = TimeSpan.FromSeconds(said / rate);
            if (due <= elapsed)
            {
                speakers[(int)(said % speakers.Count)].Say(1);
                said++;
                continue;
            }
            driver.Turn(due < time ? due - elapsed : time - elapsed);
        }
    }
}
