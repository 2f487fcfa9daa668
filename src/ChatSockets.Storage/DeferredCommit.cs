using Microsoft.Data.Sqlite;

namespace ChatSockets.Storage;

/// <summary>
/// The queue of a store in memory, which does not outlive the server: a line is decided when it is taken, so nobody waits, and it is
/// written once enough have gathered or somebody reads. It has no thread; the caller does the work, and never gets an exception for other
/// callers' submissions.
/// </summary>
/// <param name="ids">The source of ids.</param>
/// <param name="clock">The server's clock.</param>
/// <param name="commit">Writes everything in one transaction, or throws without having written anything.</param>
/// <param name="onError">Called with unexpected exceptions.</param>
internal sealed class DeferredCommit(MessageIds ids, TimeProvider clock, Action<IReadOnlyList<PendingWrite>> commit,
    Action<Exception> onError) : Commits(ids, clock)
{
    private const int Enough = 1024;
    private const int TooMuch = 8 * Enough;

    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private List<PendingWrite> _waiting = [];
    private int _weight;

    public override bool AreAwaited => false;

    public override bool IsFull => Volatile.Read(ref _weight) >= TooMuch;

    public override int Waiting => Volatile.Read(ref _weight);

    public override bool IsAlive => true;

    public override bool WaitForRoom() => Volatile.Read(ref _weight) < Enough || Flush();

    public override void Submit(PendingWrite work)
    {
        lock (_gate)
        {
            Number(work);
            _waiting.Add(work);
            Volatile.Write(ref _weight, _weight + work.Weight);
        }
    }

    public override bool Flush()
    {
        if (!_writing.TryEnter(Time)) return false;
        try
        {
            List<PendingWrite> group;
            lock (_gate)
            {
                if (_waiting.Count == 0) return true;
                (group, _waiting) = (_waiting, []);
                Volatile.Write(ref _weight, 0);
            }
            string? failure = Commit(group);
            foreach (PendingWrite work in group) work.Decide(failure);
            return true;
        }
        finally
        {
            _writing.Exit();
        }
    }

    public override bool Stop(TimeSpan time) => true;

    public override void Dispose()
    {
    }

    private string? Commit(List<PendingWrite> group)
    {
        try
        {
            commit(group);
            return null;
        }
        catch (StoreException exception)
        {
            if (exception.InnerException is { } cause and not SqliteException) onError(cause);
            return exception.Message;
        }
        catch (Exception exception)
        {
            onError(exception);
            return $"an internal error: {exception.Message}";
        }
    }
}
