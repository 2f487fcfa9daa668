using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The store's only writing thread: everything that gathers while one group is written is the next group and one transaction. So a single
/// line is on disk after one flush, and a busy server shares each flush among many lines.
/// </summary>
/// <remarks>
/// <para>Any thread submits, and never waits for that; who is about to speak calls <see cref="WaitForRoom"/> before it takes a lock,
/// everybody else <see cref="Commits.WaitIfAhead"/> afterwards. So the queue holds at most its bound and what one command submits for each
/// connection.</para>
/// <para>The thread ends with the store only. Whatever is thrown on it is a failure of the group that it had in hand, all of which is
/// decided then.</para>
/// </remarks>
internal sealed class GroupCommit : Commits
{
    /// <summary>How much may wait before <see cref="WaitForRoom"/> waits.</summary>
    public const int Bound = 8192;

    /// <summary>The most rows of one transaction.</summary>
    private const int MaximumWeight = 2048;

    // Nothing to write for so long is spare time.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(50);

    // Not a Lock: the store's thread waits for its pulse, which costs nothing while it is busy.
    private readonly object _gate = new();
    // Those wait for its pulse who wait for room. It may be taken under the other one.
    private readonly object _room = new();
    private readonly Queue<(PendingWrite Work, int Weight)> _queue = new();
    private readonly List<PendingWrite> _group = [];
    private readonly Action<IReadOnlyList<PendingWrite>> _commit;
    private readonly Action<string?> _onTrouble;
    private readonly Action<Exception> _onError;
    private readonly Func<bool> _onQuiet;
    private readonly int _bound;
    private readonly Thread _thread;
    private int _weight;
    private volatile bool _isFull;
    private bool _isIdle;
    private bool _hasSpareWork = true;
    private bool _isStopping;
    private string? _trouble;

    /// <param name="ids">The source of ids.</param>
    /// <param name="clock">The clock of the deadlines.</param>
    /// <param name="commit">Writes everything in one transaction, or throws without having written anything. On the store's thread.</param>
    /// <param name="onTrouble">
    /// Called on the store's thread with the reason why nothing can be written, once per reason; null when writing works again.
    /// </param>
    /// <param name="onError">Called on the store's thread with unexpected exceptions.</param>
    /// <param name="onQuiet">
    /// Called on the store's thread while there is nothing to write, until it returns false; then again after the next group.
    /// </param>
    /// <param name="bound">How many writes can be pending before <see cref="WaitForRoom"/> waits.</param>
    public GroupCommit(
        MessageIds ids, TimeProvider clock, Action<IReadOnlyList<PendingWrite>> commit, Action<string?> onTrouble,
            Action<Exception> onError, Func<bool>? onQuiet = null, int bound = Bound)
        : base(ids, clock)
    {
        _commit = commit;
        _onTrouble = onTrouble;
        _onError = onError;
        _onQuiet = onQuiet ?? (static () => false);
        _bound = bound;
        _thread = new Thread(Run, 512 * 1024) { IsBackground = true, Name = "store" };
        _thread.Start();
    }

    public override bool AreAwaited => true;

    public override bool IsFull => _isFull;

    public override bool IsAlive => _thread.IsAlive;

    public override int Waiting
    {
        get
        {
            lock (_gate) return _weight;
        }
    }

    public override bool WaitForRoom()
    {
        if (!_isFull) return true;
        Deadline deadline = Deadline();
        lock (_room)
        {
            while (_isFull)
            {
                if (!deadline.Wait(_room)) return false;
            }
        }
        return true;
    }

    public override void Submit(PendingWrite work)
    {
        int weight = work.Weight;
        lock (_gate)
        {
            Number(work);
            if (!_isStopping)
            {
                _queue.Enqueue((work, weight));
                _weight += weight;
                if (_weight >= _bound) _isFull = true;
                if (_isIdle) Monitor.Pulse(_gate);
                return;
            }
        }
        work.Decide("the server is shutting down.");
    }

    public override bool Flush()
    {
        var last = new Marker();
        Submit(last);
        return last.Wait(Deadline());
    }

    public override bool Stop(TimeSpan time)
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }
        if (_thread.Join(time)) return true;
        lock (_gate)
        {
            foreach (PendingWrite work in _group) work.GiveUp();
            foreach ((PendingWrite work, _) in _queue) work.GiveUp();
        }
        MakeRoom();
        return false;
    }

    public override void Dispose() => Stop(Time);

    private void Run()
    {
        while (TryTakeGroup(out string? failure))
        {
            if (_group.Count == 0)
            {
                UseSpareTime();
                continue;
            }
            failure ??= Commit();
            foreach (PendingWrite work in _group) Decide(work, failure);
            lock (_gate) _group.Clear();
            Tell(failure);
            _hasSpareWork = true;
        }
    }

    private void UseSpareTime()
    {
        try
        {
            _hasSpareWork = _onQuiet();
        }
        catch (Exception exception)
        {
            _hasSpareWork = false;
            Report(exception);
        }
    }

    private bool TryTakeGroup(out string? failure)
    {
        failure = null;
        try
        {
            return TakeGroup();
        }
        catch (Exception exception)
        {
            // No memory. What has been taken is decided.
            failure = Mistake(exception);
            return true;
        }
    }

    // Waits for work; an empty group is spare time. False when there will be no more work.
    private bool TakeGroup()
    {
        lock (_gate)
        {
            _isIdle = true;
            bool isQuiet = false;
            while (_queue.Count == 0 && !_isStopping && !isQuiet)
            {
                if (_hasSpareWork) isQuiet = !Monitor.Wait(_gate, Quiet);
                else Monitor.Wait(_gate);
            }
            _isIdle = false;
            int weight = 0;
            while (_queue.TryPeek(out (PendingWrite Work, int Weight) next) && (_group.Count == 0 || weight + next.Weight <= MaximumWeight))
            {
                _group.Add(next.Work);
                _queue.Dequeue();
                weight += next.Weight;
            }
            _weight -= weight;
            if (_isFull && _weight < _bound) MakeRoom();
            return _group.Count > 0 || !_isStopping;
        }
    }

    private void MakeRoom()
    {
        lock (_room)
        {
            _isFull = false;
            Monitor.PulseAll(_room);
        }
    }

    // Answers why nothing of the group was committed; null when all was.
    private string? Commit()
    {
        try
        {
            _commit(_group);
            return null;
        }
        catch (StoreException exception)
        {
            // What SQLite reports is the machine's business; any other cause is our mistake.
            if (exception.InnerException is { } cause and not SqliteException) Report(cause);
            return exception.Message;
        }
        catch (Exception exception)
        {
            return Mistake(exception);
        }
    }

    private string Mistake(Exception exception)
    {
        Report(exception);
        return $"an internal error: {exception.Message}";
    }

    private void Decide(PendingWrite work, string? failure)
    {
        try
        {
            work.Decide(failure);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    private void Tell(string? failure)
    {
        if (_trouble == failure) return;
        _trouble = failure;
        try
        {
            _onTrouble(failure);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    // The last that anybody can do for it.
    private void Report(Exception exception)
    {
        try
        {
            _onError(exception);
        }
        catch (Exception)
        {
            // Whoever reports errors has one, and there is nobody else to be told.
        }
    }

    // Writes nothing: when it is decided, so is all that came before it.
    private sealed class Marker : PendingWrite
    {
        public override int Weight => 0;

        public override void Write(Sqlite.Writer writer)
        {
        }
    }
}
