namespace ChatSockets.Storage;

/// <summary>The queue of writes, and their order.</summary>
internal abstract class Commits(MessageIds ids, TimeProvider clock) : IDisposable
{
    /// <summary>
    /// The ids left free before those of a submission, for events that happen while it is pending and are seen before it.
    /// </summary>
    public const int Gap = 256;

    /// <summary>How long anybody waits for the disk.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    /// <summary>The message to a sender whose time is over while the write is pending: it may be done, or may still be done.</summary>
    public const string Unknown = "it is unknown whether it was stored: the disk has not answered for 30 seconds.";

    /// <summary>The message to a sender for whom there was no space in time.</summary>
    public const string Busy = "the disk has not answered for 30 seconds.";

    // Of the thread that submits: see WaitIfAhead.
    [ThreadStatic]
    private static bool IsAhead;

    /// <summary>Whether a sender must wait for the commit before anybody sees the message.</summary>
    public abstract bool AreAwaited { get; }

    /// <summary>
    /// Before a lock is taken under which something will be submitted: waits while too much is waiting already. False where that is still
    /// so after <see cref="Time"/>.
    /// </summary>
    public abstract bool WaitForRoom();

    /// <summary>Whether <see cref="WaitForRoom"/> would wait for long, so that optional writes should be skipped. Any thread.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Rows that are pending. Any thread.</summary>
    public abstract int Waiting { get; }

    /// <summary>Whether somebody is there to write: false if the writing thread has ended. Any thread.</summary>
    public abstract bool IsAlive { get; }

    /// <summary>
    /// Takes work; the order of the calls is the order of the commits. Any thread, also under a room's lock: it never waits for the disk.
    /// </summary>
    public abstract void Submit(PendingWrite work);

    /// <summary>
    /// Waits until all that was submitted before is decided; false where it is not within <see cref="Time"/>. Under no lock.
    /// </summary>
    public abstract bool Flush();

    /// <summary>Waits for one work; false where it is not decided within <see cref="Time"/>. Under no lock.</summary>
    /// <inheritdoc cref="PendingWrite.Wait"/>
    public bool Await(PendingWrite work, Action? late = null)
    {
        if (!AreAwaited) Flush();
        return work.Wait(Deadline(), late);
    }

    /// <summary>
    /// After a command, under no lock: waits if the thread has submitted something without waiting (a room's modes, an always-on user, a
    /// ban) while the queue was full. So the queue holds at most its bound plus one command's writes per connection.
    /// </summary>
    public void WaitIfAhead()
    {
        if (!IsAhead) return;
        IsAhead = false;
        WaitForRoom();
    }

    /// <summary>
    /// Commits everything submitted; later submissions fail. Returns false if the time is over, because the disk hangs; then nobody may
    /// wait any longer.
    /// </summary>
    public abstract bool Stop(TimeSpan time);

    public abstract void Dispose();

    protected Deadline Deadline() => new(clock, Time);

    /// <summary>To be called where the order of the commits is fixed.</summary>
    protected void Number(PendingWrite work)
    {
        if (work is MessageWrite { FirstId: 0 } submission) submission.FirstId = ids.Take(submission.Ids, Gap);
        if (IsFull) IsAhead = true;
    }
}
