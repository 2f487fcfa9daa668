using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// Something to be written. Whoever made it may wait for it, under no lock; the store decides it once: it is committed, or it has failed.
/// </summary>
internal abstract class Work
{
    // Not a Lock: its monitor is waited for, without an event of the system for each burst.
    private readonly object _gate = new();
    private bool _isDecided;
    private string? _failure;

    /// <summary>How many rows it writes, about.</summary>
    public abstract int Weight { get; }

    /// <summary>Whether it has been committed, or has failed.</summary>
    public bool IsDecided => Volatile.Read(ref _isDecided);

    /// <summary>Why it could not be committed, for people; null when it was.</summary>
    public virtual string? Failure => _failure;

    /// <summary>Writes, within a transaction that others share. By whoever commits.</summary>
    public abstract void Write(Writer writer);

    /// <summary>Waits until it is decided. The store always decides.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (!_isDecided) Monitor.Wait(_gate);
        }
    }

    /// <summary>The store's word. Once.</summary>
    public void Decide(string? failure)
    {
        lock (_gate)
        {
            _failure = failure;
            Volatile.Write(ref _isDecided, true);
            Monitor.PulseAll(_gate);
        }
    }
}
