using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>A pending write. Its maker can wait for it, under no lock; the store decides it once: it is committed or has failed.</summary>
internal abstract class PendingWrite
{
    // Not a Lock: its monitor is waited for, without an event of the system for each burst.
    private readonly object _gate = new();
    private bool _isDecided;
    private bool _isGivenUp;
    private string? _failure;
    private Action? _late;

    /// <summary>How many rows it writes, about.</summary>
    public abstract int Weight { get; }

    /// <summary>Whether it has been committed, or has failed.</summary>
    public bool IsDecided => Volatile.Read(ref _isDecided);

    /// <summary>Why it could not be committed, for people; null when it was.</summary>
    public virtual string? Failure => _failure;

    /// <summary>Once decided: the unexpected exception that made it fail, alone in its group; null for none.</summary>
    public virtual Exception? Mistake => null;

    /// <summary>Writes, within a shared transaction. By the committing thread.</summary>
    public abstract void Write(Writer writer);

    /// <summary>
    /// Waits until it is decided. Returns false if the time is over first, or nobody will decide it any more: then its result is unknown.
    /// </summary>
    /// <param name="deadline">The time.</param>
    /// <param name="late">Called if it is decided after the time was over, by the deciding thread: it must neither wait nor throw.</param>
    public bool Wait(Deadline deadline, Action? late = null)
    {
        lock (_gate)
        {
            while (!_isDecided)
            {
                if (!_isGivenUp && deadline.Wait(_gate)) continue;
                _late = late;
                return false;
            }
            return true;
        }
    }

    /// <summary>The store's word. The first one counts.</summary>
    public void Decide(string? failure)
    {
        Action? late;
        lock (_gate)
        {
            if (_isDecided) return;
            _failure = failure;
            Volatile.Write(ref _isDecided, true);
            Monitor.PulseAll(_gate);
            late = _late;
        }
        late?.Invoke();
    }

    /// <summary>Releases the waiting thread, because the store hangs and the server stops.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _isGivenUp = true;
            Monitor.PulseAll(_gate);
        }
    }
}
