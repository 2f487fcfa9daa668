namespace ChatSockets.Server.Storage;

/// <summary>
/// For a store in memory, of which nothing outlives the server: a line is decided when it is taken, so nobody waits, and it is written when enough has
/// gathered, or somebody wants to read. There is no thread for that; whoever comes does it.
/// </summary>
internal sealed class DeferredCommit(MessageIds ids, Action<IReadOnlyList<Work>> commit) : Commits(ids)
{
    private const int Enough = 1024;
    private const int TooMuch = 8 * Enough;

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private List<Work> _waiting = [];
    private int _weight;

    public override bool AreAwaited => false;

    public override bool IsFull => Volatile.Read(ref _weight) >= TooMuch;

    public override void WaitForRoom()
    {
        if (Volatile.Read(ref _weight) >= Enough) Settle();
    }

    public override void Submit(Work work)
    {
        lock (_gate)
        {
            Number(work);
            _waiting.Add(work);
            Volatile.Write(ref _weight, _weight + work.Weight);
        }
    }

    public override void Settle()
    {
        lock (_writing)
        {
            List<Work> group;
            lock (_gate)
            {
                if (_waiting.Count == 0) return;
                (group, _waiting) = (_waiting, []);
                Volatile.Write(ref _weight, 0);
            }
            string? failure = null;
            try
            {
                commit(group);
            }
            catch (StoreException exception)
            {
                failure = exception.Message;
            }
            foreach (Work work in group) work.Decide(failure);
        }
    }

    public override void Dispose()
    {
    }
}
