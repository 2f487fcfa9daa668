using System.Security.Cryptography;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.Entries;
using ChatSockets.Storage;

namespace ChatSockets.Core.Replication;

/// <summary>
/// Keeps a server at the end of the log that it shares: a thread applies what comes, and whoever proposes something waits until that thread
/// has passed it. So the reply to a command, and the echo of a line, leave when the line has its place among all others.
/// </summary>
internal sealed class ReplicaThread : Proposals, IDisposable
{
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(1);

    private readonly ChatContext _chat;
    private readonly EntryLog _log;
    private readonly Appender _appender;
    private readonly Thread _thread;
    private readonly TaskCompletionSource _arrival = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _agreement = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _isOver;
    private readonly Lock _telling = new();
    private string? _failure;
    private string? _cutOff;

    private ReplicaThread(ChatContext chat, EntryLog log)
    {
        (_chat, _log) = (chat, log);
        Replica = new Replica(chat);
        _appender = new Appender(log, chat.Log, chat.Clock);
        _thread = new Thread(Run, 512 * 1024) { IsBackground = true, Name = "log" };
    }

    /// <summary>What it applies the records to.</summary>
    public Replica Replica { get; }

    /// <summary>Why nothing can be proposed at the moment, or nothing comes; null where all is well. Any thread.</summary>
    public string? Trouble => _appender.Trouble is null && _log.Trouble is null ? null : Appender.Unreachable;

    /// <summary>How many proposals wait for a record. Any thread.</summary>
    public int Waiting => _appender.Waiting;

    /// <summary>
    /// Told once, on the thread that applies, after its last record, why this server belongs to the chat no more: its clients must go. Set
    /// once; told there and then, if that was before.
    /// </summary>
    public Action<string>? Fenced
    {
        get;
        set
        {
            string? why;
            lock (_telling) (field, why) = (value, _cutOff);
            if (why is not null) value?.Invoke(why);
        }
    }

    /// <summary>Announces a server, and returns when it has applied everything that came before. Under no lock.</summary>
    /// <param name="chat">The chat, before it has users.</param>
    /// <param name="log">The log.</param>
    /// <exception cref="InvalidOperationException">The others have other settings.</exception>
    /// <exception cref="LogUnreachableException">The log does not answer.</exception>
    public static ReplicaThread Start(ChatContext chat, EntryLog log)
    {
        var thread = new ReplicaThread(chat, log);
        long mark = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
        thread.Replica.Node = log.Append(0, mark, EntryCodec.Write([new NodeUp(chat.Options.SettingsOfAll())]));
        thread._appender.Start(thread.Replica.Node);
        thread._thread.Start();
        thread._arrival.Task.Wait();
        if (thread._failure is { } why)
        {
            thread.Dispose();
            throw new InvalidOperationException(why);
        }
        // Those who have other settings may have died, all at once, and nobody has said so yet.
        if (!thread._agreement.Task.Wait(log.Silence))
        {
            string differences = thread.Differences();
            thread.Dispose();
            throw new InvalidOperationException(
                $"The servers that share the log have other settings, and all must have the same: {differences}.");
        }
        chat.Proposals = thread;
        return thread;
    }

    /// <inheritdoc/>
    public override object? Propose(Entry entry, Action? late = null)
    {
        try
        {
            return _appender.Propose(entry, late);
        }
        catch (StoreException)
        {
            _chat.Counters.Add(Counter.FailedCommits);
            throw;
        }
    }

    /// <summary>Says that this server goes, with all of its users, and ends the threads. Once, after its clients have gone.</summary>
    public void Dispose()
    {
        _isOver = true;
        _appender.Stop(StopTime);
        // Otherwise it ends where that stands in the log.
        if (!_appender.HasSaidGoodbye || !_thread.Join(StopTime)) _ending.Cancel();
        _thread.Join(StopTime);
    }

    private void Run()
    {
        try
        {
            // From its own NodeDown on it is no part of the chat, whoever has said so.
            while (Replica.Position < Replica.Node || Replica.Nodes.ContainsKey(Replica.Node)) ApplyNext();
        }
        catch (OperationCanceledException)
        {
            // The log cannot be reached, and nobody waits for it any more.
        }
        catch (NodeFencedException exception)
        {
            _failure = exception.Message;
        }
        catch (Exception exception)
        {
            _failure = "This server cannot follow the common log any more.";
            Unexpected.Report(_chat.Log, exception, _failure);
        }
        bool isUnexpected = !_isOver;
        _isOver = true;
        _appender.GiveUp();
        _arrival.TrySetResult();
        if (isUnexpected) TellFenced();
    }

    private void ApplyNext()
    {
        LogRecord record = _log.Wait(Replica.Position + 1, _ending.Token);
        Proposal[]? own = record.Node == Replica.Node ? _appender.Of(record.Batch) : null;
        int told = 0;
        try
        {
            Replica.Apply(record, own is null ? null : (number, result) =>
            {
                own[number].Set(result);
                told = number + 1;
            });
        }
        finally
        {
            // Whatever went wrong: nobody waits for what will not come.
            for (int i = told; i < own?.Length; i++) own[i].Set(null);
        }
        if (record.Position < Replica.Node || _agreement.Task.IsCompleted) return;
        if (AreSettingsSame()) _agreement.TrySetResult();
        _arrival.TrySetResult();
    }

    private void TellFenced()
    {
        Action<string>? fenced;
        string why = _failure ?? new NodeFencedException().Message;
        lock (_telling) (fenced, _cutOff) = (Fenced, why);
        try
        {
            fenced?.Invoke(why);
        }
        catch (Exception exception)
        {
            Unexpected.Report(_chat.Log, exception, "Some clients do not know that their server was cut off");
        }
    }

    // On another thread than the one that applies, which has come to where this server is.
    private string Differences()
    {
        string[] oldest = Replica.Nodes.Values.First().Split('\n'), own = _chat.Options.SettingsOfAll().Split('\n');
        if (oldest.Length != own.Length) return "they are of another version";
        return string.Join("; ", own.Zip(oldest).Where(static pair => pair.First != pair.Second)
            .Select(static pair => $"{pair.First} here, {pair.Second} there"));
    }

    // As the one that has been there longest: one that was refused may not have gone yet.
    private bool AreSettingsSame() =>
        Replica.Nodes.TryGetValue(Replica.Node, out string? own) && Replica.Nodes.Values.First() == own;
}
