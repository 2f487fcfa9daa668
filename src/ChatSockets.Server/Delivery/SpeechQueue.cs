using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What was said to the same readers and is on its way to the disk, in the order in which they will see it. Guarded by the lock of its
/// owner.
/// </summary>
/// <param name="gate">That lock: a room's, or one of those of private messages.</param>
internal sealed class SpeechQueue(Lock gate)
{
    private readonly Queue<PendingSpeech> _pending = [];
    private int _before;

    /// <summary>Guards it.</summary>
    public Lock Gate => gate;

    public bool IsEmpty => _pending.Count == 0;

    /// <summary>What of it will be seen next; null where nothing is on its way.</summary>
    public MessageWrite? Next => _pending.TryPeek(out PendingSpeech? next) ? next.MessageWrite : null;

    /// <summary>The first id of what will be seen from now on; null where nothing is on its way, and any new id is one.</summary>
    public long? NextId => Next is { } next ? next.FirstId - Commits.Gap : null;

    public void Enqueue(PendingSpeech speech) => _pending.Enqueue(speech);

    /// <summary>
    /// The id for something that all see now, before what is on its way to the disk already: so history has the order in which they see it.
    /// There is room for some hundred in the gap before a submission; 0 where there is none, or nothing on its way.
    /// </summary>
    public long TakeIdBefore() =>
        _pending.TryPeek(out PendingSpeech? next) && _before < Commits.Gap ? next.MessageWrite.FirstId - Commits.Gap + _before++ : 0;

    /// <summary>Tells all what has reached the disk, and forgets what has not and never will.</summary>
    public void DeliverDecided(ServerContext server)
    {
        while (_pending.TryPeek(out PendingSpeech? next) && next.MessageWrite.IsDecided)
        {
            _pending.Dequeue();
            _before = 0;
            if (next.MessageWrite.Failure is null) next.Deliver(server);
        }
    }
}
