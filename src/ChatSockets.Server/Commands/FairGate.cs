namespace ChatSockets.Server.Commands;

/// <summary>
/// Lets expensive work through, a few turns at once: whoever asks for a search, a list of everybody or an erasure works in short turns, and
/// the owners of those who wait come in rotation, however many connections an owner has. Nobody waits for longer than the others' turns
/// take, each of which is short. Any thread, under no lock.
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

    /// <summary>Waits for a turn, which <see cref="Leave"/> ends; false when it is no longer wanted.</summary>
    /// <param name="owner">Whose turn it is, compared by value.</param>
    /// <param name="isWanted">Whether there is still somebody to work for.</param>
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
