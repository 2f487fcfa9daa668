using ChatSockets.Server.Diagnostics;

namespace ChatSockets.Server.Transport;

/// <summary>
/// The places for connections and their threads (promise 1). A connection has its own thread from accept to end. Then the thread is spare:
/// it serves the next connection, or ends after a while.
/// </summary>
/// <remarks>
/// Starting and ending a thread makes the runtime walk over all the others: when 15,000 connections were lost at once, ending their threads
/// kept two processors busy for 20 seconds, and nobody else was served. Spare threads end one by one instead, the slower the more there
/// are. And because a spare thread is used before a new one starts, there are never more threads than the connections that
/// <see cref="ConnectionLimit"/> allows at a time. Any thread may call.
/// </remarks>
/// <param name="stackBytes">The size of each thread's stack.</param>
/// <param name="memory">Is told how many threads there are.</param>
/// <param name="linger">How long a thread stays spare before it ends; ten seconds if null.</param>
internal sealed class ConnectionThreads(int stackBytes, GcTrim memory, TimeSpan? linger = null) : IDisposable
{
    // For each of these many, a millisecond between the ends of two spare threads.
    private const int Crowd = 1024;

    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _isEmpty = new(true);
    private readonly LinkedList<Worker> _spare = new();
    private readonly int _linger = (int)(linger ?? TimeSpan.FromSeconds(10)).TotalMilliseconds;
    private int _connections;
    private int _threads;
    private long _nextEnd;
    private bool _isStopping;

    /// <summary>How many connections have a place.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>How many threads there are, spare ones included.</summary>
    public int Threads => Volatile.Read(ref _threads);

    /// <summary>
    /// Takes a place for a connection; false if all are taken. Give it back with <see cref="Leave"/> unless <see cref="Start"/> succeeds.
    /// </summary>
    public bool TryEnter(int limit)
    {
        lock (_gate)
        {
            if (_connections >= limit) return false;
            if (_connections++ == 0) _isEmpty.Reset();
            return true;
        }
    }

    /// <summary>Gives a place back that no thread was started for.</summary>
    public void Leave()
    {
        lock (_gate) Vacate();
    }

    /// <summary>Runs a connection on its own thread, which releases the place when <paramref name="run"/> returns.</summary>
    /// <param name="run">The connection's life. It must not throw.</param>
    /// <exception cref="OutOfMemoryException">The system has no more threads. The place is still taken.</exception>
    /// <exception cref="ThreadStartException">The same.</exception>
    public void Start(Action run)
    {
        lock (_gate)
        {
            if (_spare.Last is { } last)
            {
                // The one that became spare last: the others may end.
                _spare.RemoveLast();
                last.Value.Give(run);
                return;
            }
            memory.Opened(++_threads);
        }
        try
        {
            var worker = new Worker { Run = run };
            new Thread(() => Serve(worker), stackBytes) { IsBackground = true }.Start();
        }
        catch
        {
            Ended();
            throw;
        }
    }

    /// <summary>Waits until all places are free; false if that is not so in time.</summary>
    public bool WaitUntilEmpty(TimeSpan time) => _isEmpty.Wait(time);

    /// <summary>
    /// Spare threads end instead of waiting for connections; those of a crowd when they would have done so anyway: to wake thousands would
    /// take longer than the process has left. It does not wait for them.
    /// </summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isStopping = true;
            if (_threads > Crowd) return;
            foreach (Worker worker in _spare.Where(worker => !worker.IsEnding)) worker.Wake();
        }
    }

    private void Serve(Worker worker)
    {
        do
        {
            worker.Run!();
            Thread.CurrentThread.Name = "spare client";
        }
        while (Park(worker));
        Ended();
    }

    private void Ended()
    {
        lock (_gate) _threads--;
        memory.Closed(Threads);
    }

    // False when the thread shall end.
    private bool Park(Worker worker)
    {
        int time;
        lock (_gate)
        {
            worker.Run = null;
            worker.IsEnding = false;
            _spare.AddLast(worker.Node);
            time = _isStopping && _threads <= Crowd ? 0 : _linger;
            Vacate();
        }
        // Until it has been spare for long enough, and then until it is its turn to end.
        if (worker.Wait(time)) return true;
        lock (_gate)
        {
            worker.IsEnding = true;
            time = TakeTurn();
        }
        if (worker.Wait(time)) return true;
        lock (_gate)
        {
            if (worker.Run is not null) return true;
            _spare.Remove(worker.Node);
            return false;
        }
    }

    // Milliseconds until the caller may end.
    private int TakeTurn()
    {
        long now = Environment.TickCount64;
        long turn = Math.Max(now, _nextEnd);
        _nextEnd = turn + (_threads / Crowd);
        return (int)(turn - now);
    }

    private void Vacate()
    {
        if (--_connections == 0) _isEmpty.Set();
    }

    // A thread, and what it runs: null while it is spare. Changed under the gate.
    private sealed class Worker
    {
        private bool _isAwake;

        public Worker() => Node = new LinkedListNode<Worker>(this);

        public LinkedListNode<Worker> Node { get; }

        public Action? Run { get; set; }

        // Its turn to end has a time, and nothing makes that earlier.
        public bool IsEnding { get; set; }

        public void Give(Action run)
        {
            lock (Node)
            {
                Run = run;
                Monitor.Pulse(Node);
            }
        }

        public void Wake()
        {
            lock (Node)
            {
                _isAwake = true;
                Monitor.Pulse(Node);
            }
        }

        // Under no lock. True if it has something to run; false after that time, or if it was woken for nothing.
        public bool Wait(int milliseconds)
        {
            lock (Node)
            {
                if (Run is null && !_isAwake) Monitor.Wait(Node, milliseconds);
                _isAwake = false;
                return Run is not null;
            }
        }
    }
}
