using System.Collections.Concurrent;
using System.Security.Cryptography;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;

namespace ChatSockets.Core.Replication;

/// <summary>
/// Keeps a server at the end of the log that it shares: a thread applies what comes, and whoever proposes something waits until that thread
/// has passed it. So the reply to a command, and the echo of a line, leave when the line has its place among all others.
/// </summary>
internal sealed class ReplicaThread : Proposals, IDisposable
{
    private readonly ChatContext _chat;
    private readonly EntryLog _log;
    private readonly ConcurrentDictionary<long, Proposal> _pending = [];
    private readonly Thread _thread;
    private readonly Proposal _arrival = new();
    private long _batches;
    private volatile bool _isOver;

    private ReplicaThread(ChatContext chat, EntryLog log)
    {
        (_chat, _log) = (chat, log);
        Replica = new Replica(chat);
        _thread = new Thread(Run, 512 * 1024) { IsBackground = true, Name = "log" };
    }

    /// <summary>What it applies the records to.</summary>
    public Replica Replica { get; }

    /// <summary>
    /// Told once, on the thread that applies, after its last record, that the others take this server for gone: its clients must go.
    /// </summary>
    public Action? Fenced { get; set; }

    /// <summary>Announces a server, and returns when it has applied everything that came before. Under no lock.</summary>
    /// <param name="chat">The chat, before it has users.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="InvalidOperationException">The others have other settings.</exception>
    public static ReplicaThread Start(ChatContext chat, EntryLog log)
    {
        var thread = new ReplicaThread(chat, log);
        long mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        thread.Replica.Node = log.Append(0, mark, EntryCodec.Write([new NodeUp(chat.Options.SettingsOfAll())]));
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
            // The thread will come to where that stands, and its clients are told why.
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
            // The others have said so before.
        }
        _thread.Join();
    }

    private void Run()
    {
        // From its own NodeDown on it is no part of the chat, whoever has said so.
        while (Replica.Position < Replica.Node || Replica.Nodes.ContainsKey(Replica.Node))
        {
            LogRecord record = _log.Wait(Replica.Position + 1);
            object? result = Replica.Apply(record);
            if (record.Node == Replica.Node && _pending.TryGetValue(record.Batch, out Proposal? own)) own.Set(result);
            if (record.Position == Replica.Node) _arrival.Set(AreSettingsSame());
        }
        bool isUnexpected = !_isOver;
        _isOver = true;
        foreach (Proposal waiting in _pending.Values) waiting.Set(null);
        if (isUnexpected) TellFenced();
    }

    private void TellFenced()
    {
        try
        {
            Fenced?.Invoke();
        }
        catch (Exception exception)
        {
            Unexpected.Report(_chat.Log, exception, "Some clients do not know that their server was cut off");
        }
    }

    // As the one that has been there longest: one that was refused may not have gone yet.
    private bool AreSettingsSame() => Replica.Nodes.Values.First() == Replica.Nodes[Replica.Node];

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
