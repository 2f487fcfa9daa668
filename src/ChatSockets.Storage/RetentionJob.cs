using ChatSockets.Storage.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// Deletes from the store what need not be stored any longer: lines that are too old or too many, conversations without lines, expired
/// message ids. At the start and from time to time, on a pool thread, in pieces between which others get their turn.
/// </summary>
/// <param name="store">Where it deletes.</param>
/// <param name="conversations">The numbers of conversations that are in memory.</param>
/// <param name="retention">The rooms' own times.</param>
/// <param name="host">The server.</param>
/// <param name="clock">The server's clock.</param>
internal sealed class RetentionJob(Store store, Conversations conversations, Retention retention, IRetentionHost host, TimeProvider clock)
    : IDisposable
{
    /// <summary>From the end of one to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    /// <summary>A sweep that takes longer than this hangs.</summary>
    public static readonly TimeSpan LongestRun = TimeSpan.FromHours(2);

    private static readonly TimeSpan StopTime = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _gate = new();
    private readonly ClockWatch _watch = new(clock);
    private HashSet<long> _emptyBefore = [];
    private ITimer? _timer;
    private int _asked;
    private long _lastRun = clock.GetTimestamp();

    /// <summary>False if no sweep has begun or ended for so long that one must hang, or that none comes any more. Any thread.</summary>
    public bool IsAlive => clock.GetElapsedTime(Volatile.Read(ref _lastRun)) < LongestRun;

    /// <summary>The first one now, and then for as long as the server runs.</summary>
    public void Start()
    {
        _timer = clock.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Soon();
    }

    /// <summary>Does not wait for the next time. Any thread; it is done on another.</summary>
    public void Soon() => Next(TimeSpan.Zero);

    /// <summary>Ends it after the piece that is under way.</summary>
    public void Cancel()
    {
        lock (_gate) _stopping.Cancel();
    }

    /// <summary>Ends it, and waits for the piece that is under way, but not for a disk that hangs.</summary>
    public void Dispose()
    {
        Cancel();
        if (_timer?.DisposeAsync().AsTask().Wait(StopTime) != false) _stopping.Dispose();
    }

    private void Next(TimeSpan due)
    {
        lock (_gate)
        {
            if (!_stopping.IsCancellationRequested) _timer?.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    // Whoever finds it running leaves it to that one to run again.
    private void Run()
    {
        if (Interlocked.Increment(ref _asked) > 1) return;
        int asked;
        do
        {
            asked = Volatile.Read(ref _asked);
            Try();
        }
        while (Interlocked.Add(ref _asked, -asked) > 0);
        Next(Interval);
    }

    private void Try()
    {
        try
        {
            Volatile.Write(ref _lastRun, clock.GetTimestamp());
            bool isTimely = IsTimely();
            long lines = (isTimely ? DropOld() : 0) + DropTooMany();
            if (lines > 0) host.Deleted(lines);
            if (isTimely) ForgetOnce();
            ForgetLost();
            while (!IsStopping && store.Change(connection => WordIndex.Merge(connection, WordIndex.MergeStep)))
            {
            }
            RemoveEmpty();
            while (!IsStopping && store.Read(StoreSize.HasMuchToGive)) store.Change(StoreSize.GiveBack);
            Volatile.Write(ref _lastRun, clock.GetTimestamp());
        }
        catch (Exception exception)
        {
            if (!IsStopping) host.Failed(exception);
        }
    }

    // What is deleted because a clock was wrong for an hour does not come back.
    private bool IsTimely()
    {
        bool isTimely = _watch.IsBelievable(out TimeSpan by);
        if (!isTimely && by > ClockWatch.Tolerance) host.ClockSetForward(by);
        return isTimely;
    }

    private bool IsStopping => _stopping.IsCancellationRequested;

    private long DropOld()
    {
        var eraser = new HistoryEraser(store, _stopping.Token);
        DateTimeOffset now = clock.GetUtcNow();
        TimeSpan common = host.Common;
        long count = 0;
        foreach (StoredConversation conversation in store.Read(StoredConversation.All))
        {
            if (IsStopping) break;
            long first = retention.FirstKept(conversation.Name, common, now, store.Ids);
            if (conversation.Oldest > 0 && conversation.Oldest < first)
                count += eraser.Conversation(conversation.Id, first, isWiped: false);
        }
        return count;
    }

    // What comes while the server runs makes room for itself; this is for a limit that is new.
    private long DropTooMany()
    {
        long count = 0;
        while (!IsStopping && store.Read(connection => StoreSize.IsOver(connection, store.MaximumBytes)))
        {
            int piece = store.Change(StoreSize.DropOldest);
            if (piece == 0) break;
            count += piece;
        }
        return count;
    }

    private void ForgetOnce()
    {
        long before = store.Ids.FirstOf(clock.GetUtcNow() - Deduplication.Memory);
        while (!IsStopping
            && store.Change(connection => Deduplication.Forget(connection, before, LineEraser.Piece)) == LineEraser.Piece)
        {
        }
    }

    private void ForgetLost()
    {
        List<(byte[], long)> lost;
        do
        {
            lost = store.Read(connection => Mailbox.Lost(connection, LineEraser.Piece));
            if (lost.Count > 0) store.Change(connection => Mailbox.Forget(connection, lost));
        }
        while (lost.Count == LineEraser.Piece && !IsStopping);
    }

    // One that was empty the last time, too, and that no room and nobody who speaks has had in hand since, is in nobody's.
    private void RemoveEmpty()
    {
        var empty = new HashSet<long>();
        foreach (StoredConversation conversation in store.Read(StoredConversation.All).Where(one => one.Oldest == 0))
        {
            if (IsStopping) return;
            if (_emptyBefore.Contains(conversation.Id) && !IsOpen(conversation) && conversations.Remove(conversation)) continue;
            conversations.Forget(conversation.Name);
            empty.Add(conversation.Id);
        }
        _emptyBefore = empty;
    }

    private bool IsOpen(StoredConversation conversation) => conversation.IsRoom && host.IsOpen(conversation.Id);
}
