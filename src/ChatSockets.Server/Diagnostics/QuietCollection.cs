using ChatSockets.Core.Diagnostics;
using Serilog;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// Collects the garbage of a quiet server, once a minute at the most. The runtime waits until there is as much of it as the processor's
/// cache is large, and many times as long for what once was in use, such as connections: hours, in which such a server would seem to leak.
/// A busy server is left alone.
/// </summary>
internal sealed class QuietCollection : IDisposable
{
    /// <summary>Less garbage is not worth it.</summary>
    public const long Least = 1 << 20;

    /// <summary>So many collections of young garbage in a minute are the work of a busy server.</summary>
    public const int Busy = 10;

    // Nor is less than such a part of all memory.
    private const int Part = 32;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private readonly ILogger _log;
    private readonly Func<Look> _look;
    private readonly Action _collect;
    private readonly ITimer _timer;
    private Look _last;
    private long _needed;

    /// <param name="log">The server's log.</param>
    /// <param name="clock">Its clock.</param>
    /// <param name="look">Looks at the runtime; tests supply their own.</param>
    /// <param name="collect">Collects; tests supply their own.</param>
    public QuietCollection(ILogger log, TimeProvider clock, Func<Look>? look = null, Action? collect = null)
    {
        _log = log;
        _look = look ?? LookAtRuntime;
        // Beside the threads that go on.
        _collect = collect ?? (static () => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false));
        _last = _look();
        _needed = _last.Memory;
        _timer = clock.CreateTimer(static own => ((QuietCollection)own!).OnMinute(), this, Interval, Timeout.InfiniteTimeSpan);
    }

    public void Dispose() => _timer.Dispose();

    private static Look LookAtRuntime() =>
        new(GC.CollectionCount(0), GC.CollectionCount(GC.MaxGeneration), GC.GetTotalMemory(forceFullCollection: false));

    private void OnMinute()
    {
        try
        {
            Look now = _look();
            bool isQuiet = now.Young - _last.Young < Busy;
            if (now.Full != _last.Full) _needed = now.Memory;
            else if (isQuiet && now.Memory - _needed >= Math.Max(Least, _needed / Part)) _collect();
            _last = now;
        }
        catch (Exception exception)
        {
            Unexpected.Report(_log, exception, "Memory is returned a minute later");
        }
        _timer.Change(Interval, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the runtime has done.</summary>
    /// <param name="Young">How often it has collected.</param>
    /// <param name="Full">How often all garbage.</param>
    /// <param name="Memory">Bytes in use, and garbage.</param>
    internal readonly record struct Look(int Young, int Full, long Memory);
}
