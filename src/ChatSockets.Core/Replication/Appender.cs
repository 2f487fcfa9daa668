using System.Collections.Concurrent;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Storage;
using Serilog;

namespace ChatSockets.Core.Replication;

/// <summary>
/// Puts what the connections of a server propose into the shared log, on a thread of its own: all that gathers while a record is on its
/// way is the next record. So one who speaks alone waits for one append, and a busy server shares each among many.
/// </summary>
/// <remarks>
/// Where the log cannot be reached for some seconds, all that has certainly not reached it is refused, and so is what comes, each after
/// one more try. A record of which nobody knows whether it is in the log is appended again and again: those who wait for it go on waiting.
/// </remarks>
internal sealed class Appender
{
    /// <summary>Why a proposal was refused that nobody took in time.</summary>
    public const string Busy = "the servers' common log has not answered for 30 seconds.";

    /// <summary>
    /// Why one was refused that could not reach the log. What exactly is wrong, with names of machines and users, is for the operator's
    /// log.
    /// </summary>
    public const string Unreachable = "the servers' common log cannot be reached.";

    private const int MostEntries = 1024;
    private const int MostBytes = 256 * 1024;

    // A failover of the log's machines may take so long, and costs nobody more than a pause.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    // The last record of a server that stops.
    private const long Goodbye = long.MaxValue;

    private readonly EntryLog _log;
    private readonly ILogger _program;
    private readonly TimeProvider _clock;
    private readonly object _gate = new();
    private readonly Queue<Proposal> _queue = new();
    private readonly ConcurrentDictionary<long, Proposal[]> _batches = [];
    private readonly Thread _thread;
    private long _node;
    private long _last;
    private string? _trouble;
    private bool _isOver;

    public Appender(EntryLog log, ILogger program, TimeProvider clock)
    {
        (_log, _program, _clock) = (log, program, clock);
        _thread = new Thread(Run, 256 * 1024) { IsBackground = true, Name = "log append" };
    }

    /// <summary>Whether it said goodbye for its server, which stands in the log then.</summary>
    public bool HasSaidGoodbye { get; private set; }

    /// <summary>Why nothing can be appended at the moment; null where it can. Any thread.</summary>
    public string? Trouble => Volatile.Read(ref _trouble);

    /// <summary>How many proposals wait for a record. Any thread.</summary>
    public int Waiting
    {
        get
        {
            lock (_gate) return _queue.Count;
        }
    }

    /// <summary>Begins to append.</summary>
    /// <param name="node">This server's number.</param>
    public void Start(long node)
    {
        _node = node;
        _thread.Start();
    }

    /// <summary>Takes a proposal, and returns when it has been applied. Any thread, under no lock.</summary>
    /// <inheritdoc cref="Proposals.Propose"/>
    public object? Propose(Entry entry, Action? late = null)
    {
        var proposal = new Proposal(entry);
        lock (_gate)
        {
            if (_isOver) return null;
            _queue.Enqueue(proposal);
            Monitor.Pulse(_gate);
        }
        return proposal.Wait(new Deadline(_clock, Commits.Time), late);
    }

    /// <summary>The proposals of one of this server's records, once; null for a record that has none.</summary>
    public Proposal[]? Of(long batch) => _batches.TryRemove(batch, out Proposal[]? proposals) ? proposals : null;

    /// <summary>Takes no more, and says goodbye if that is still to be said. It is not waited for longer than that.</summary>
    public void Stop(TimeSpan time)
    {
        lock (_gate)
        {
            _isOver = true;
            Monitor.Pulse(_gate);
        }
        if (_thread.IsAlive) _thread.Join(time);
    }

    /// <summary>This server belongs to the chat no more: nobody waits for anything.</summary>
    public void GiveUp()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (Proposal proposal in _queue) proposal.Set(null);
            _queue.Clear();
            foreach (long batch in _batches.Keys)
            {
                foreach (Proposal proposal in Of(batch) ?? []) proposal.Set(null);
            }
            Monitor.Pulse(_gate);
        }
    }

    private void Run()
    {
        try
        {
            while (Take() is { } batch)
            {
                if (!TryAppend(_last, batch)) return;
            }
            _log.Append(_node, Goodbye, EntryCodec.Write([new NodeDown(_node, "The server is shutting down")]));
            HasSaidGoodbye = true;
        }
        catch (Exception exception) when (exception is NodeFencedException or LogUnreachableException)
        {
            // The others have said so before, or will when they have not heard of it for a while.
        }
        catch (Exception exception)
        {
            Unexpected.Report(_program, exception, "Nothing of this server gets into the common log any more");
            GiveUp();
        }
    }

    // Waits for proposals; null when there will be no more.
    private Proposal[]? Take()
    {
        lock (_gate)
        {
            while (true)
            {
                var batch = new List<Proposal>();
                for (int bytes = 0; batch.Count < MostEntries && bytes < MostBytes && _queue.TryDequeue(out Proposal? next);)
                {
                    if (!next.TryTake()) continue;
                    batch.Add(next);
                    bytes += next.Bytes.Length;
                }
                if (batch.Count > 0) return _batches[++_last] = [.. batch];
                if (_isOver) return null;
                Monitor.Wait(_gate);
            }
        }
    }

    // False where this server has nothing to append any more.
    private bool TryAppend(long number, Proposal[] batch)
    {
        long began = _clock.GetTimestamp();
        bool wasAsked = false;
        while (true)
        {
            try
            {
                _log.Append(_node, number, Join(batch));
                SetTrouble(null);
                return true;
            }
            catch (NodeFencedException)
            {
                // The thread that applies will come to where that stands, and clients are told why.
                return false;
            }
            catch (LogUnreachableException exception)
            {
                wasAsked |= exception.WasAsked;
                if (_clock.GetElapsedTime(began) > Patience || Trouble is not null)
                {
                    SetTrouble(exception.Message);
                    if (!wasAsked) batch = _batches[number] = [.. batch.Where(proposal => !proposal.TryRefuse(Unreachable))];
                    if (batch.Length == 0)
                    {
                        Of(number);
                        return true;
                    }
                }
            }
            lock (_gate)
            {
                if (_isOver) return false;
                Monitor.Wait(_gate, Pause);
                if (_isOver) return false;
            }
        }
    }

    private static byte[] Join(Proposal[] batch)
    {
        byte[] all = new byte[batch.Sum(static proposal => proposal.Bytes.Length)];
        int length = 0;
        foreach (Proposal proposal in batch)
        {
            proposal.Bytes.CopyTo(all, length);
            length += proposal.Bytes.Length;
        }
        return all;
    }

    private void SetTrouble(string? why)
    {
        lock (_gate)
        {
            if (why is not null)
            {
                // Those that cannot be refused stay, in their order.
                for (int count = _queue.Count; count > 0; count--)
                {
                    Proposal next = _queue.Dequeue();
                    if (!next.TryTake()) continue;
                    if (!next.TryRefuse(Unreachable)) _queue.Enqueue(next);
                }
            }
            if (_trouble is null == why is null) return;
            _trouble = why;
        }
        if (why is null) _program.Information("The servers' common log answers again");
        else _program.Warning("Nothing can be said: {Reason}", why);
    }
}
