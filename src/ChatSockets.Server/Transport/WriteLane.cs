using System.Diagnostics;

namespace ChatSockets.Server.Transport;

/// <summary>
/// A thread that sends what has gathered in the outboxes that were given to it, all pending lines of a client in one send. It goes in
/// passes: one takes every outbox that was scheduled before it began, and while it runs the next one gathers. A socket that is full is tried
/// again after one to thirty-two milliseconds, and holds up nobody.
/// </summary>
/// <remarks>Promise 2. Broadcasting threads call <see cref="Schedule"/>; nothing in it waits or locks.</remarks>
internal sealed class WriteLane : IDisposable
{
    private const int LongestRetryMilliseconds = 32;

    // Does not spin before it waits, as a SemaphoreSlim does: on a quiet server every line wakes a lane, and spinning would cost more than sending.
    private readonly AutoResetEvent _signal = new(false);
    private readonly object _passBegins = new();
    private readonly Thread _thread;
    private readonly byte[] _scratch = new byte[Outbox.ScratchBytes];
    private readonly Queue<Outbox> _ready = new();
    private readonly List<Outbox> _full = [];
    private Outbox? _scheduled;
    private long _passes;
    private int _waiting;
    private int _asleep;
    private volatile bool _stopping;

    public WriteLane(int number)
    {
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = $"write lane {number}" };
        _thread.Start();
    }

    /// <summary>How many passes have begun.</summary>
    public long Passes => Interlocked.Read(ref _passes);

    /// <summary>Asks for the outbox to be flushed. Any thread; an outbox asks once until it was flushed empty.</summary>
    public void Schedule(Outbox outbox)
    {
        Outbox? first = Volatile.Read(ref _scheduled);
        while (true)
        {
            outbox.NextScheduled = first;
            Outbox? seen = Interlocked.CompareExchange(ref _scheduled, outbox, first);
            if (seen == first) break;
            first = seen;
        }
        if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1) _signal.Set();
    }

    /// <summary>
    /// Waits until a pass has begun since <see cref="Passes"/> was that many, or there is nothing to be sent, or the time is over. So whoever
    /// speaks faster than the machine can send is slowed to its pace, instead of filling everybody's outbox; a full socket never delays a pass.
    /// </summary>
    public void WaitForPass(long after, TimeSpan timeout)
    {
        if (Passes > after || Volatile.Read(ref _scheduled) is null) return;
        lock (_passBegins)
        {
            _waiting++;
            Interlocked.MemoryBarrier();
            if (Passes <= after && Volatile.Read(ref _scheduled) is not null) Monitor.Wait(_passBegins, timeout);
            _waiting--;
        }
    }

    /// <summary>Stops the thread; what is still queued is not sent.</summary>
    public void Dispose()
    {
        _stopping = true;
        _signal.Set();
        _thread.Join();
        _signal.Dispose();
    }

    private void Run()
    {
        while (!_stopping)
        {
            BeginPass();
            if (_ready.Count == 0) Sleep();
            for (int left = _ready.Count; left > 0 && !_stopping; left--) Flush(_ready.Dequeue());
        }
    }

    private void Flush(Outbox outbox)
    {
        switch (outbox.Flush(_scratch))
        {
            case FlushResult.More:
                _ready.Enqueue(outbox);
                break;
            case FlushResult.Full:
                int wait = Math.Clamp(outbox.Retry.Milliseconds * 2, 1, LongestRetryMilliseconds);
                outbox.Retry = (Stopwatch.GetTimestamp() + (wait * Stopwatch.Frequency / 1000), wait);
                _full.Add(outbox);
                break;
        }
    }

    private void BeginPass()
    {
        TakeScheduled();
        RetryFull();
        Interlocked.Increment(ref _passes);
        if (Volatile.Read(ref _waiting) == 0) return;
        lock (_passBegins) Monitor.PulseAll(_passBegins);
    }

    // The chain is in the reverse order of scheduling: turn it round.
    private void TakeScheduled()
    {
        Outbox? chain = Interlocked.Exchange(ref _scheduled, null);
        Outbox? ordered = null;
        while (chain is not null)
        {
            Outbox? next = chain.NextScheduled;
            chain.NextScheduled = ordered;
            ordered = chain;
            chain = next;
        }
        while (ordered is not null)
        {
            Outbox? next = ordered.NextScheduled;
            ordered.NextScheduled = null;
            _ready.Enqueue(ordered);
            ordered = next;
        }
    }

    private void RetryFull()
    {
        if (_full.Count == 0) return;
        long now = Stopwatch.GetTimestamp();
        for (int i = _full.Count - 1; i >= 0; i--)
        {
            if (_full[i].Retry.At > now) continue;
            _ready.Enqueue(_full[i]);
            _full[i] = _full[^1];
            _full.RemoveAt(_full.Count - 1);
        }
    }

    private void Sleep()
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (_scheduled is null && !_stopping) _signal.WaitOne(_full.Count > 0 ? 1 : Timeout.Infinite);
        Volatile.Write(ref _asleep, 0);
    }
}
