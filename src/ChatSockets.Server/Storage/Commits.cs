namespace ChatSockets.Server.Storage;

/// <summary>Where work goes that is to be written, and in which order.</summary>
internal abstract class Commits(MessageIds ids) : IDisposable
{
    /// <summary>How many ids are left free before those of a submission, for what happens while it waits and is seen before it.</summary>
    public const int Gap = 256;

    /// <summary>Whether a speaker must wait for it before anybody may see what was said.</summary>
    public abstract bool AreAwaited { get; }

    /// <summary>Before a lock is taken under which something will be submitted: waits while too much is waiting already.</summary>
    public abstract void WaitForRoom();

    /// <summary>Whether <see cref="WaitForRoom"/> would wait for long: time to do without what need not be. Any thread.</summary>
    public abstract bool IsFull { get; }

    /// <summary>Takes work; the order of the calls is the order of the commits. Any thread, also under a room's lock: it never waits for the disk.</summary>
    public abstract void Submit(Work work);

    /// <summary>Waits until all that was submitted before is decided. Under no lock.</summary>
    public abstract void Settle();

    /// <summary>Commits what was submitted; what comes later fails.</summary>
    public abstract void Dispose();

    /// <summary>To be called where the order of the commits is fixed.</summary>
    protected void Number(Work work)
    {
        if (work is Submission { FirstId: 0 } submission) submission.FirstId = ids.Take(submission.Ids, Gap);
    }
}
