using Serilog;

namespace ChatSockets.Server.Storage;

/// <summary>Writes lines in one transaction, or throws <see cref="StoreException"/> and has written none. The store's thread alone calls it.</summary>
internal delegate void Commit(IReadOnlyList<Submission> group);

/// <summary>
/// The store's one thread that writes: whatever has gathered while the last group was being written is the next group, and one transaction. So a
/// quiet line is on the disk after one flush of it, and a busy server shares each flush among many lines.
/// </summary>
/// <remarks>
/// Any thread submits, and never waits for that; who is about to speak calls <see cref="WaitForRoom"/> before it takes a lock. So the queue holds at most
/// its bound and one submission more for each connection.
/// </remarks>
internal sealed class CommitQueue : IDisposable
{
    /// <summary>The most lines of one transaction.</summary>
    private const int MaximumLines = 2048;

    private readonly Lock _gate = new();
    private readonly AutoResetEvent _submitted = new(false);
    private readonly ManualResetEventSlim _room = new(true);
    private readonly Queue<Submission> _queue = new();
    private readonly Queue<Action> _tasks = new();
    private readonly List<Submission> _group = [];
    private readonly Commit _commit;
    private readonly ILogger _log;
    private readonly int _bound;
    private readonly Thread _thread;
    private int _lines;
    private bool _stopping;
    private string? _trouble;

    /// <param name="commit">What writes.</param>
    /// <param name="log">Where trouble with the disk is told, once until it is over.</param>
    /// <param name="bound">How many lines may wait before <see cref="WaitForRoom"/> waits.</param>
    public CommitQueue(Commit commit, ILogger log, int bound = 8192)
    {
        _commit = commit;
        _log = log;
        _bound = bound;
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "store" };
        _thread.Start();
    }

    /// <summary>Waits while too much is waiting already. Under no lock.</summary>
    public void WaitForRoom() => _room.Wait();

    /// <summary>Takes lines; the order of the calls is the order on the disk. Any thread, also under a room's lock: it never waits for the disk.</summary>
    public void Submit(Submission submission)
    {
        lock (_gate)
        {
            if (_stopping)
            {
                submission.Decide("The server is shutting down");
                return;
            }
            _queue.Enqueue(submission);
            _lines += submission.Lines.Count;
            if (_lines >= _bound) _room.Reset();
        }
        _submitted.Set();
    }

    /// <summary>Has something else done between two groups, by the thread that writes: it has the connection to itself meanwhile.</summary>
    public void Post(Action task)
    {
        lock (_gate)
        {
            if (_stopping) return;
            _tasks.Enqueue(task);
        }
        _submitted.Set();
    }

    /// <summary>Commits what was submitted, and ends the thread.</summary>
    public void Dispose()
    {
        lock (_gate) _stopping = true;
        _submitted.Set();
        _thread.Join();
        _submitted.Dispose();
        _room.Dispose();
    }

    private void Run()
    {
        while (true)
        {
            Action? task = Take();
            if (_group.Count > 0) CommitGroup();
            else if (task is null && IsOver()) return;
            else if (task is null) _submitted.WaitOne();
            task?.Invoke();
        }
    }

    private Action? Take()
    {
        lock (_gate)
        {
            int lines = 0;
            while (_queue.TryPeek(out Submission? next) && (_group.Count == 0 || lines + next.Lines.Count <= MaximumLines))
            {
                _group.Add(_queue.Dequeue());
                lines += next.Lines.Count;
            }
            _lines -= lines;
            if (_lines < _bound) _room.Set();
            return _tasks.TryDequeue(out Action? task) ? task : null;
        }
    }

    private bool IsOver()
    {
        lock (_gate) return _stopping && _queue.Count == 0 && _tasks.Count == 0;
    }

    private void CommitGroup()
    {
        string? failure = null;
        try
        {
            _commit(_group);
            if (_trouble is not null) _log.Warning("The store works again");
            _trouble = null;
        }
        catch (StoreException exception)
        {
            failure = exception.Message;
            if (_trouble != failure) _log.Error("The store cannot write: {Reason}", failure);
            _trouble = failure;
        }
        foreach (Submission submission in _group) submission.Decide(failure);
        _group.Clear();
    }
}
