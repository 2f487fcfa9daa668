namespace ChatSockets.Server.Storage;

/// <summary>
/// The store's one thread that writes: whatever has gathered while the last group was being written is the next group, and one transaction. So a quiet
/// line is on the disk after one flush of it, and a busy server shares each flush among many lines.
/// </summary>
/// <remarks>
/// Any thread submits, and never waits for that; who is about to speak calls <see cref="WaitForRoom"/> before it takes a lock. So the queue holds at most
/// its bound and one submission more for each connection.
/// </remarks>
internal sealed class GroupCommit : Commits
{
    /// <summary>The most rows of one transaction.</summary>
    private const int MaximumWeight = 2048;

    // Not a Lock: the store's thread waits for its pulse, which costs nothing while it is busy.
    private readonly object _gate = new();
    private readonly ManualResetEventSlim _room = new(true);
    private readonly Queue<Work> _queue = new();
    private readonly List<Work> _group = [];
    private readonly Action<IReadOnlyList<Work>> _commit;
    private readonly Action<string?> _onTrouble;
    private readonly int _bound;
    private readonly Thread _thread;
    private int _weight;
    private bool _isIdle;
    private bool _isStopping;
    private string? _trouble;

    /// <param name="ids">Where the lines' ids come from.</param>
    /// <param name="commit">Writes all in one transaction, or throws <see cref="StoreException"/> and has written nothing. On the store's thread.</param>
    /// <param name="onTrouble">Told, on the store's thread, why nothing can be written, once until it is another reason; null when it can again.</param>
    /// <param name="bound">How much may wait before <see cref="WaitForRoom"/> waits.</param>
    public GroupCommit(MessageIds ids, Action<IReadOnlyList<Work>> commit, Action<string?> onTrouble, int bound = 8192)
        : base(ids)
    {
        _commit = commit;
        _onTrouble = onTrouble;
        _bound = bound;
        _thread = new Thread(Run, 512 * 1024) { IsBackground = true, Name = "store" };
        _thread.Start();
    }

    public override bool AreAwaited => true;

    public override bool IsFull => !_room.IsSet;

    public override void WaitForRoom() => _room.Wait();

    public override void Submit(Work work)
    {
        lock (_gate)
        {
            Number(work);
            if (!_isStopping)
            {
                _queue.Enqueue(work);
                _weight += work.Weight;
                if (_weight >= _bound) _room.Reset();
                if (_isIdle) Monitor.Pulse(_gate);
                return;
            }
        }
        work.Decide("the server is shutting down.");
    }

    public override void Settle()
    {
        var last = new Marker();
        Submit(last);
        last.Wait();
    }

    public override void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }
        _thread.Join();
        _room.Dispose();
    }

    private void Run()
    {
        while (TakeGroup()) CommitGroup();
    }

    // Waits for work; false when there will be no more.
    private bool TakeGroup()
    {
        lock (_gate)
        {
            _isIdle = true;
            while (_queue.Count == 0 && !_isStopping) Monitor.Wait(_gate);
            _isIdle = false;
            int weight = 0;
            while (_queue.TryPeek(out Work? next) && (_group.Count == 0 || weight + next.Weight <= MaximumWeight))
            {
                _group.Add(_queue.Dequeue());
                weight += next.Weight;
            }
            _weight -= weight;
            if (_weight < _bound) _room.Set();
            return _group.Count > 0;
        }
    }

    private void CommitGroup()
    {
        string? failure = null;
        try
        {
            _commit(_group);
        }
        catch (StoreException exception)
        {
            failure = exception.Message;
        }
        foreach (Work work in _group) work.Decide(failure);
        _group.Clear();
        if (_trouble == failure) return;
        _trouble = failure;
        _onTrouble(failure);
    }

    // Writes nothing: when it is decided, so is all that came before it.
    private sealed class Marker : Work
    {
        public override int Weight => 0;

        public override void Write(Sqlite.Writer writer)
        {
        }
    }
}
