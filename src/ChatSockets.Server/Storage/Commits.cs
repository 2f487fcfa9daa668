namespace ChatSockets.Server.Storage;

/// <summary>Where work goes that is to be written, and in which order.</summary>
internal abstract class Commits(MessageIds ids, TimeProvider clock) : IDisposable
{
    /// <summary>How many ids are left free before those of a submission, for what happens while it waits and is seen before it.</summary>
    public const int Gap = 256;

    /// <summary>How long anybody waits for the disk.</summary>
    public static readonly TimeSpan Time = TimeSpan.FromSeconds(30);

    /// <summary>Told to somebody whose time is over while the work is on its way: it may have been done, or may still be done.</summary>
    public const string Unknown = "it is not known whether it was kept: the disk has not answered for 30 seconds.";

    /// <summary>Told to somebody for whom there was no room in time.</summary>
    public const string Busy = "the disk has not answered for 30 seconds.";

    // Of the thread that submits: see WaitIfAhead.
    [ThreadStatic]
    private static bool IsAhead;

    /// <summary>Whether a speaker must wait for it before anybody may see what was said.</summary>
    public abstract bool AreAwaited { get; }

    /// <summary>
    /// Before a lock is taken under which something will be submitted: waits while too much is waiting already. False where that is still
    /// so after <see cref="Time"/>.
    /// </summary>
    public abstract bool WaitForRoom();

    /// <summary>Whether <see cref="WaitForRoom"/> would wait for long: time to do without what need not be. Any thread.</summary>
    public abstract bool IsFull { get; }

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
    /// After a command, under no lock: if the thread has submitted something meanwhile without waiting for it (a room's modes, who is
    /// always on and where, a ban) and there was too much already, it waits now. So the queue holds at most its bound and one command's
    /// work for each connection.
    /// </summary>
    public void WaitIfAhead()
    {
        if (!IsAhead) return;
        IsAhead = false;
        WaitForRoom();
    }

    /// <summary>
    /// Commits what was submitted; what comes later fails. False where that is not done in time: the disk hangs, and nobody may wait for it
    /// any longer.
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
