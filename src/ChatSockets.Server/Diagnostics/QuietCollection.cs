using Serilog;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// Collects the young garbage of a quiet server once a minute. The runtime waits until there is as much of it as the processor's cache is
/// large, which takes such a server hours: meanwhile it would seem to leak, and use many times the memory that it needs. A busy server is
/// left alone.
/// </summary>
internal sealed class QuietCollection : IDisposable
{
    /// <summary>Less garbage is not worth stopping all threads.</summary>
    public const long Least = 1 << 20;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _log;
    private readonly Func<(int Collections, long Allocated)> _look;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private (int Collections, long Allocated) _last;

    /// <param name="log">The server's log.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="look">How often the runtime has collected, and how many bytes were allocated so far; tests supply their own.</param>
    /// <param name="collect">Collects; tests supply their own.</param>
    public QuietCollection(ILogger log, TimeProvider clock, Func<(int, long)>? look = null, Action? collect = null)
    {
        _log = log;
        _look = look ?? (static () => (GC.CollectionCount(0), GC.GetTotalAllocatedBytes()));
        _collect = collect ?? (static () => GC.Collect(0));
        _last = _look();
        _timer = clock.CreateTimer(static own => ((QuietCollection)own!).OnMinute(), this, Interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private void OnMinute()
    {
        try
        {
            (int collections, long allocated) = _look();
            bool isQuiet = collections == _last.Collections;
            if (isQuiet && allocated - _last.Allocated >= Least) _collect();
            // What a quiet minute leaves is counted together with the next one's.
            if (!isQuiet || _look().Collections != collections) _last = _look();
        }
        catch (Exception exception)
        {
            Unexpected.Report(_log, exception, "Memory is returned a minute later");
        }
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }
}
