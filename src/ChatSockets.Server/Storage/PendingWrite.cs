using ChatSockets.Server.Storage.Sqlite;

namespace ChatSockets.Server.Storage;

/// <summary>
/// Something to be written. Whoever made it may wait for it, under no lock; the store decides it once: it is committed, or it has failed.
/// </summary>
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

    /// <summary>Once decided: what nobody has foreseen and made it fail, alone in its group; null for nothing.</summary>
    public virtual Exception? Mistake => null;

    /// <summary>Writes, within a transaction that others share. By whoever commits.</summary>
    public abstract void Write(Writer writer);

    /// <summary>
    /// Waits until it is decided; false when the time is over first, or nobody will decide it any more: then it is not known what became of
    /// it.
    /// </summary>
    /// <param name="deadline">The time.</param>
    /// <param name="late">
    /// If the time was over, called when it is decided after all, by whoever decides it: it may neither wait nor throw.
    /// </param>
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

    /// <summary>Whoever waits for it need not any longer: the store hangs, and the server stops.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _isGivenUp = true;
            Monitor.PulseAll(_gate);
        }
    }
}
