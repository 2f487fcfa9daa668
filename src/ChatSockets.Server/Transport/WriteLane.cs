using System.Diagnostics;
using ChatSockets.Core.Diagnostics;
using Serilog;
using Serilog.Core;

namespace ChatSockets.Server.Transport;

/// <summary>
/// A thread that sends the pending lines of scheduled outboxes, all lines of a client in one send. It works in passes: a pass takes every
/// outbox scheduled before it began, and meanwhile the next pass collects. A full socket waits in <see cref="FullOutboxes"/> and delays
/// nobody. An unexpected exception while flushing an outbox ends only that connection.
/// </summary>
/// <remarks>Promise 2. Broadcasting threads call <see cref="Schedule"/>; nothing in it waits or locks.</remarks>
internal sealed class WriteLane : IDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(250);

    // A pass of that many outboxes is followed by a pause, so many times as long as itself, of so many milliseconds at the most.
    private const int Crowd = 64;
    private const double PauseAfterPass = 4;
    private const int LongestPause = 4;

    // Does not spin before it waits, as a SemaphoreSlim does: on a quiet server every line wakes a lane, and spinning would cost more than
    // sending.
    private readonly AutoResetEvent _signal = new(false);
    private readonly object _passBegins = new();
    private readonly Thread _thread;
    private readonly LaneBuffer _buffer = new();
    private readonly ILogger _log;
    private readonly Counters? _counters;
    private readonly Action<long>? _passed;
    private readonly FullOutboxes _full = new();
    private readonly PatientOutboxes _patient = new();
    private OutboxQueue _ready;
    private SocketOutbox? _scheduled;
    private long _passes;
    private int _waiting;
    private int _asleep;
    private volatile bool _stopping;

    // The lane's thread alone adds to them.
    private long _bytesSent;
    private long _sends;

    // Any thread adds to them.
    private long _bytesBeside;
    private long _sendsBeside;

    public WriteLane(int number, ILogger? log = null, Counters? counters = null, Action<long>? passed = null)
    {
        _counters = counters;
        _passed = passed;
        _log = log ?? Logger.None;
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = $"write lane {number}" };
        _thread.Start();
    }

    /// <summary>How many passes have begun.</summary>
    public long Passes => Interlocked.Read(ref _passes);

    /// <summary>Bytes that were taken for sending so far, before TLS; for its outboxes.</summary>
    public long BytesSent => Volatile.Read(ref _bytesSent) + Volatile.Read(ref _bytesBeside);

    /// <summary>How often gathered lines were taken for sending so far.</summary>
    public long Sends => Volatile.Read(ref _sends) + Volatile.Read(ref _sendsBeside);

    /// <summary>Whether its thread lives.</summary>
    public bool IsAlive => _thread.IsAlive;

    /// <summary>Counts lines that are queued for one reader alone. Any thread.</summary>
    public void CountQueued(ReadOnlySpan<byte> lines) => _counters?.Add(Counter.LinesSent, lines.Count((byte)'\n'));

    /// <summary>Counts what was gathered for one send. On the lane's thread.</summary>
    public void CountSend(int bytes)
    {
        Volatile.Write(ref _bytesSent, _bytesSent + bytes);
        Volatile.Write(ref _sends, _sends + 1);
    }

    /// <summary>Counts what other owners of its outboxes send. Any thread.</summary>
    public void CountSendsBeside(int bytes, int sends)
    {
        Interlocked.Add(ref _bytesBeside, bytes);
        Interlocked.Add(ref _sendsBeside, sends);
    }

    /// <summary>Asks for the outbox to be flushed. Any thread; an outbox asks once until it was flushed empty.</summary>
    public void Schedule(SocketOutbox outbox)
    {
        SocketOutbox? first = Volatile.Read(ref _scheduled);
        while (true)
        {
            outbox.Next = first;
            SocketOutbox? seen = Interlocked.CompareExchange(ref _scheduled, outbox, first);
            if (seen == first) break;
            first = seen;
        }
        Wake();
    }

    /// <summary>Asks for the outbox to be flushed a little later, unless it is flushed before that. Any thread.</summary>
    public void ScheduleLater(SocketOutbox outbox)
    {
        if (_patient.Add(outbox)) Wake();
    }

    /// <summary>
    /// Waits until a pass has begun since <see cref="Passes"/> had that value, nothing is pending, or the time is over. So a sender that is
    /// faster than the machine can send is slowed down instead of filling everybody's outbox; a full socket never delays a pass.
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

    /// <summary>
    /// Stops the thread; pending lines are not sent. Connections that end later may still schedule, so the signal must survive.
    /// </summary>
    public void Dispose()
    {
        _stopping = true;
        _signal.Set();
        _thread.Join(StopTime);
    }

    private void Wake()
    {
        if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1) _signal.Set();
    }

    private void Run()
    {
        while (!_stopping)
        {
            BeginPass();
            if (_ready.Count == 0)
            {
                Sleep();
                continue;
            }
            long began = Stopwatch.GetTimestamp();
            int count = _ready.Count;
            for (int left = count; left > 0 && !_stopping; left--) Flush(_ready.Take());
            _passed?.Invoke(began);
            if (count >= Crowd) Gather(Stopwatch.GetElapsedTime(began));
        }
    }

    // The next pass finds more lines for each outbox, and a send costs nearly the same for all of them together as for one.
    private static void Gather(TimeSpan pass)
    {
        int wait = (int)Math.Min(Math.Round(pass.TotalMilliseconds * PauseAfterPass), LongestPause);
        if (wait > 0) Thread.Sleep(wait);
    }

    private void Flush(SocketOutbox outbox)
    {
        try
        {
            FlushResult result = outbox.Flush(_buffer);
            if (result == FlushResult.More) _ready.Add(outbox);
            else if (result == FlushResult.Full) _full.Add(outbox, FullOutboxes.Now);
        }
        catch (Exception exception)
        {
            Fail(outbox, exception);
        }
    }

    /// <summary>Ends a connection after an exception while its outbox was sent. For the outbox's owner; throws nothing.</summary>
    public void Fail(SocketOutbox outbox, Exception exception)
    {
        Unexpected.Report(_log, exception, "A connection ends");
        try
        {
            outbox.Fail();
        }
        catch (Exception another)
        {
            Unexpected.Report(_log, another, "A connection is sent no more");
        }
    }

    private void BeginPass()
    {
        TakeScheduled();
        long now = FullOutboxes.Now;
        if (!_full.IsEmpty) _full.TakeDue(now, ref _ready);
        _patient.TakeDue(now, ref _ready);
        Interlocked.Increment(ref _passes);
        if (Volatile.Read(ref _waiting) == 0) return;
        lock (_passBegins) Monitor.PulseAll(_passBegins);
    }

    // The chain is in the reverse order of scheduling: turn it round.
    private void TakeScheduled()
    {
        SocketOutbox? chain = Interlocked.Exchange(ref _scheduled, null);
        SocketOutbox? ordered = null;
        while (chain is not null)
        {
            SocketOutbox? next = chain.Next;
            chain.Next = ordered;
            ordered = chain;
            chain = next;
        }
        while (ordered is not null)
        {
            SocketOutbox? next = ordered.Next;
            _ready.Add(ordered);
            ordered = next;
        }
    }

    private void Sleep()
    {
        Volatile.Write(ref _asleep, 1);
        Interlocked.MemoryBarrier();
        if (_scheduled is null && !_stopping) _signal.WaitOne(Wait());
        Volatile.Write(ref _asleep, 0);
    }

    // Milliseconds until something is to be sent that nobody signals.
    private int Wait()
    {
        long now = FullOutboxes.Now, due = Math.Min(_full.NextDue, _patient.NextDue(now));
        return due == long.MaxValue ? Timeout.Infinite : (int)Math.Max(1, due - now);
    }
}
