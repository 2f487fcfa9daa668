using Serilog;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// Logs what can happen very often, such as refused connections: the first at once, then one line per minute with their number, so that a
/// flood of them does not flood the log. Any thread; its own lock, under which no other is taken.
/// </summary>
/// <param name="log">Where to.</param>
/// <param name="clock">The time.</param>
/// <param name="what">What happens, as the beginning of a sentence.</param>
internal sealed class RefusalLog(ILogger log, TimeProvider clock, string what = "A connection was refused")
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long? _logged;
    private long _silent;

    /// <summary>Records a refusal.</summary>
    /// <param name="reason">The reason, for the administrator.</param>
    public void Add(string reason)
    {
        long silent;
        lock (_gate)
        {
            long now = clock.GetTimestamp();
            if (_logged is { } last && clock.GetElapsedTime(last, now) < Interval)
            {
                _silent++;
                return;
            }
            _logged = now;
            (silent, _silent) = (_silent, 0);
        }
        if (silent == 0) log.Warning("{What:l}: {Reason}", what, reason);
        else log.Warning("{What:l}: {Reason}. It was not the only one: {Count} more since the last such line", what, reason, silent);
    }
}
