using Serilog;

namespace ChatSockets.Server.Transport;

/// <summary>
/// Logs refused connections: the first at once, then one line per minute with their number, so that a flood of refusals does not flood the
/// log. Any thread; its own lock, under which no other is taken.
/// </summary>
internal sealed class RefusalLog(ILogger log, TimeProvider clock)
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
        if (silent == 0) log.Warning("A connection was refused: {Reason}", reason);
        else log.Warning("A connection was refused: {Reason}. It was not the only one: {Count} more since the last such line", reason,
            silent);
    }
}
