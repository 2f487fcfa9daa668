using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSockets.Core.Entries;

namespace ChatSockets.Core.Replication;

/// <summary>
/// Keeps a server at the end of the log that it shares: a thread applies what comes, and whoever proposes something waits until that thread
/// has passed it. So the reply to a command, and the echo of a line, leave when the line has its place among all others.
/// </summary>
internal sealed class ReplicaThread : Proposals, IDisposable
{
    // So often the thread looks whether it is to end where nothing comes any more.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    private readonly EntryLog _log;
    private readonly ConcurrentDictionary<long, Proposal> _pending = [];
    private readonly Thread _thread;
    private readonly Proposal _arrival = new();
    private long _batches;
    private volatile bool _isOver;
    private volatile bool _isFenced;

    private ReplicaThread(ChatContext chat, EntryLog log)
    {
        _log = log;
        Replica = new Replica(chat);
        _thread = new Thread(Run, 512 * 1024) { IsBackground = true, Name = "log" };
    }

    /// <summary>What it applies the records to.</summary>
    public Replica Replica { get; }

    /// <summary>Told, on the thread that applies, that the others take this server for gone: its clients must go.</summary>
    public Action? Fenced { get; set; }

    /// <summary>Announces a server, and returns when it has applied everything that came before. Under no lock.</summary>
    /// <param name="chat">The chat, before it has users.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="InvalidOperationException">The others have other settings.</exception>
    public static ReplicaThread Start(ChatContext chat, EntryLog log)
    {
        var thread = new ReplicaThread(chat, log);
        long mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        string settings = chat.Options.SettingsOfAll();
        thread.Replica.Node = log.Append(0, mark, EntryCodec.Write([new NodeUp(settings)]));
        thread._thread.Start();
        if (thread._arrival.Wait() is not true)
        {
            thread.Dispose();
            throw new InvalidOperationException("The servers that share the log have other settings, and all must have the same.");
        }
        chat.Proposals = thread;
        return thread;
    }

    /// <inheritdoc/>
    public override object? Propose(Entry entry)
    {
        var proposal = new Proposal();
        long batch = Interlocked.Increment(ref _batches);
        _pending[batch] = proposal;
        try
        {
            if (_isOver) return null;
            _log.Append(Replica.Node, batch, EntryCodec.Write([entry]));
            return proposal.Wait();
        }
        catch (NodeFencedException)
        {
            Fenced?.Invoke();
            return null;
        }
        finally
        {
            _pending.TryRemove(batch, out _);
        }
    }

    /// <summary>Says that this server goes, with all of its users, and ends the thread. Once, after its clients have gone.</summary>
    public void Dispose()
    {
        _isOver = true;
        try
        {
            _log.Append(Replica.Node, long.MaxValue, EntryCodec.Write([new NodeDown(Replica.Node, "The server is shutting down")]));
        }
        catch (NodeFencedException)
        {
            // The others know, and so does the thread, or will.
            _isFenced = true;
        }
        _thread.Join();
    }

    private void Run()
    {
        while (!_isOver || !_isFenced)
        {
            long next = Replica.Position + 1;
            if (!_log.Wait(next, Look)) continue;
            LogRecord record = _log.Read(next)!;
            object? result = Replica.Apply(record);
            if (record.Node == Replica.Node && _pending.TryGetValue(record.Batch, out Proposal? own)) own.Set(result);
            if (next == Replica.Node) _arrival.Set(AreSettingsSame());
            if (next > Replica.Node && !Replica.Nodes.ContainsKey(Replica.Node)) break;
        }
        // From its own NodeDown on it is no part of the chat, whoever has said so.
        bool isUnexpected = !_isOver;
        _isOver = true;
        foreach (Proposal waiting in _pending.Values) waiting.Set(null);
        if (isUnexpected) Fenced?.Invoke();
    }

    private bool AreSettingsSame() => Replica.Nodes.Values.Distinct(StringComparer.Ordinal).Count() == 1;

    // Whoever waits for its place in the log, and what came of it.
    private sealed class Proposal
    {
        private readonly object _gate = new();
        private object? _result;
        private bool _isSet;

        public void Set(object? result)
        {
            lock (_gate)
            {
                _result = result;
                _isSet = true;
                Monitor.PulseAll(_gate);
            }
        }

        public object? Wait()
        {
            lock (_gate)
            {
                while (!_isSet) Monitor.Wait(_gate);
                return _result;
            }
        }
    }
}
