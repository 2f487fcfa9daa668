namespace ChatSockets.Core.Limits;

/// <summary>
/// Limits expensive work, such as a search, a full list or an erasure, to a few turns at once. Such work runs in short turns, and the
/// owners of waiting work take turns, however many connections an owner has. Nobody waits longer than the others' turns take. Any thread,
/// under no lock.
/// </summary>
/// <param name="most">The most turns at once.</param>
internal sealed class FairGate(int most)
{
    // Nobody pulses for a peer that has gone: whoever waits looks around after this.
    private static readonly TimeSpan LookAround = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly Dictionary<object, LinkedList<Waiter>> _waiting = [];
    private readonly Queue<object> _owners = [];
    private int _free = most;

    /// <summary>The threads that wait for a turn.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _waiting.Values.Sum(queue => queue.Count);
        }
    }

    /// <summary>Waits for a turn, which <see cref="Leave"/> ends. Returns false if it is no longer wanted.</summary>
    /// <param name="owner">The owner of the turn, compared by value.</param>
    /// <param name="isWanted">Returns whether the work is still wanted.</param>
    /// <param name="isContinued">Whether the command has had a turn before.</param>
    public bool Enter(object owner, Func<bool> isWanted, bool isContinued)
    {
        Waiter waiter;
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return true;
            }
            waiter = new Waiter();
            if (!_waiting.TryGetValue(owner, out LinkedList<Waiter>? queue))
            {
                _waiting.Add(owner, queue = []);
                _owners.Enqueue(owner);
            }
            // What has begun is ended first: so of an owner's many commands some are answered soon.
            if (isContinued) queue.AddFirst(waiter);
            else queue.AddLast(waiter);
        }
        while (!waiter.Turn.Wait(LookAround))
        {
            if (!isWanted() && TryAbandon(waiter)) return false;
        }
        return true;
    }

    /// <summary>Ends a turn.</summary>
    public void Leave()
    {
        lock (_gate)
        {
            while (_owners.TryDequeue(out object? owner))
            {
                LinkedList<Waiter> queue = _waiting[owner];
                Waiter next = queue.First!.Value;
                queue.RemoveFirst();
                if (queue.Count > 0) _owners.Enqueue(owner);
                else _waiting.Remove(owner);
                if (next.HasGone) continue;
                next.HasTurn = true;
                next.Turn.Release();
                return;
            }
            _free++;
        }
    }

    // False when the turn has come in the meantime.
    private bool TryAbandon(Waiter waiter)
    {
        lock (_gate) return waiter.HasGone = !waiter.HasTurn;
    }

    private sealed class Waiter
    {
        public SemaphoreSlim Turn { get; } = new(0);

        public bool HasTurn { get; set; }

        public bool HasGone { get; set; }
    }
}
