using ChatSockets.Core.Entries;
using ChatSockets.Storage;

namespace ChatSockets.Core.Replication;

/// <summary>
/// An entry on its way into the log and back. Its maker waits for it under no lock; the <see cref="Appender"/> takes it, and from then on
/// it comes back, however late, unless this server leaves the chat.
/// </summary>
/// <param name="entry">The entry.</param>
internal sealed class Proposal(Entry entry)
{
    private enum State
    {
        Waiting,
        Taken,
        Applied,
        Refused,
    }

    private readonly object _gate = new();
    private State _state;
    private object? _result;

    /// <summary>As it stands in a record.</summary>
    public byte[] Bytes { get; } = EntryCodec.Write([entry]);

    /// <summary>Takes it for the log. False where its maker does not wait for it any more.</summary>
    public bool TryTake()
    {
        lock (_gate)
        {
            if (_state is State.Refused) return false;
            _state = State.Taken;
            return true;
        }
    }

    /// <summary>It has been applied, or will never be.</summary>
    /// <param name="result">What came of it.</param>
    public void Set(object? result) => Set(State.Applied, result);

    /// <summary>Refuses it, if that can be. By the appender, for one that is certainly not in the log.</summary>
    public bool TryRefuse(string why)
    {
        if (!entry.CanBeRefused) return false;
        Set(State.Refused, why);
        return true;
    }

    /// <summary>Waits until it has been applied: until that time at the most, unless it has been taken by then.</summary>
    /// <param name="deadline">The time.</param>
    /// <param name="late">Called once where it has been taken, and that time is over.</param>
    /// <exception cref="StoreException">It was refused, or not taken in time.</exception>
    public object? Wait(Deadline deadline, Action? late = null)
    {
        if (!IsDecided(deadline, out bool isTaken))
        {
            if (!isTaken) return null;
            late?.Invoke();
        }
        lock (_gate)
        {
            while (_state is State.Taken) Monitor.Wait(_gate);
            return _state is State.Refused ? throw new StoreException((string)_result!, null) : _result;
        }
    }

    // False where the time is over, and it is still on its way; or where it cannot be refused, and will be on its way.
    private bool IsDecided(Deadline deadline, out bool isTaken)
    {
        lock (_gate)
        {
            while (_state is State.Waiting or State.Taken)
            {
                isTaken = _state is State.Taken;
                if (!deadline.Wait(_gate) && (isTaken || !TryRefuse(Appender.Busy))) return false;
            }
            isTaken = false;
            return true;
        }
    }

    private void Set(State state, object? result)
    {
        lock (_gate)
        {
            (_state, _result) = (state, result);
            Monitor.PulseAll(_gate);
        }
    }
}
