using ChatSockets.Core.Diagnostics;
using Serilog;

namespace ChatSockets.Server.Diagnostics;

/// <summary>
/// Returns memory to the system after most of a crowd has left: a quiet server makes so little garbage that the runtime would hold the
/// crowd's memory for hours. Any thread reports; a pool thread does the work.
/// </summary>
/// <param name="log">The server's log.</param>
/// <param name="collect">Collects; tests supply their own.</param>
internal sealed class GcTrim(ILogger log, Action? collect = null)
{
    // Below this a crowd is too small to be worth a collection.
    private const int Crowd = 256;

    private int _most;

    /// <summary>A connection's thread was started.</summary>
    /// <param name="open">How many there are now.</param>
    public void Opened(int open)
    {
        int most;
        while (open > (most = Volatile.Read(ref _most)) && Interlocked.CompareExchange(ref _most, open, most) != most)
        {
        }
    }

    /// <summary>A connection's thread ends.</summary>
    /// <param name="open">How many are left.</param>
    public void Closed(int open)
    {
        int most = Volatile.Read(ref _most);
        if (most < Crowd || open > most / 4 || Interlocked.CompareExchange(ref _most, open, most) != most) return;
        ThreadPool.UnsafeQueueUserWorkItem(static memory => memory.Run(), this, preferLocal: false);
    }

    private void Run()
    {
        try
        {
            (collect ?? Collect)();
        }
        catch (Exception exception)
        {
            Unexpected.Report(log, exception, "Memory is not returned until the next crowd leaves");
        }
    }

    private static void Collect()
    {
        // Threads that ended let go of their native memory only when they are finalized.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
