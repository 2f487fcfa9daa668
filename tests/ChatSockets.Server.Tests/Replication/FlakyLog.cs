using ChatSockets.Core.Entries;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>A shared log that can be out of reach, or lose its answers.</summary>
internal sealed class FlakyLog(TimeProvider? clock = null) : EntryLog
{
    private readonly MemoryLog _log = new(clock);
    private readonly object _gate = new();
    private bool _isHeld;
    private int _tries;

    /// <summary>How often something was appended, or was to be.</summary>
    public int Tries => Volatile.Read(ref _tries);

    /// <summary>Whether nothing gets there.</summary>
    public bool IsAway { get; set; }

    /// <summary>Of so many appends that are done the answer does not come back.</summary>
    public int LostAnswers { get; set; }

    public MemoryLog Inner => _log;

    /// <summary>How long one waits for servers that have died.</summary>
    public TimeSpan Patience { get; init; }

    internal override TimeSpan Silence => Patience;

    internal override ulong Run => _log.Run;

    /// <summary>Appends wait until <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_gate) _isHeld = true;
    }

    public void Release()
    {
        lock (_gate)
        {
            _isHeld = false;
            Monitor.PulseAll(_gate);
        }
    }

    internal override long Append(long node, long batch, byte[] entries)
    {
        Interlocked.Increment(ref _tries);
        lock (_gate)
        {
            while (_isHeld) Monitor.Wait(_gate);
        }
        if (IsAway) throw new LogUnreachableException("the log is away.", new IOException()) { WasAsked = false };
        long position = _log.Append(node, batch, entries);
        if (LostAnswers == 0) return position;
        LostAnswers--;
        throw new LogUnreachableException("its answer was lost.", new IOException());
    }

    internal override LogRecord Wait(long position, CancellationToken over) => _log.Wait(position, over);
}
