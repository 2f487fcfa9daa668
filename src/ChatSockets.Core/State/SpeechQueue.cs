using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// Messages to the same readers that are on their way to the disk, in the order in which the readers will see them. Guarded by its owner's
/// lock.
/// </summary>
/// <param name="gate">That lock: a room's, or the one of a private conversation.</param>
internal sealed class SpeechQueue(Lock gate)
{
    private readonly Queue<PendingSpeech> _pending = [];
    private int _before;

    /// <summary>Guards it.</summary>
    public Lock Gate => gate;

    public bool IsEmpty => _pending.Count == 0;

    /// <summary>The next message to be delivered; null if none is pending.</summary>
    public MessageWrite? Next => _pending.TryPeek(out PendingSpeech? next) ? next.MessageWrite : null;

    /// <summary>The first id that is delivered from now on; null if nothing is pending, so that any new id follows.</summary>
    public long? NextId => Next is { } next ? next.FirstId - Commits.Gap : null;

    public void Enqueue(PendingSpeech speech) => _pending.Enqueue(speech);

    /// <summary>
    /// Takes an id for an event that everybody sees now, before the pending messages, so that history has the order of delivery. The gap
    /// before a submission has space for some hundred; 0 if it is used up or nothing is pending.
    /// </summary>
    public long TakeIdBefore() =>
        _pending.TryPeek(out PendingSpeech? next) && _before < Commits.Gap ? next.MessageWrite.FirstId - Commits.Gap + _before++ : 0;

    /// <summary>Delivers messages that have reached the disk and forgets those that failed.</summary>
    public void DeliverDecided()
    {
        while (_pending.TryPeek(out PendingSpeech? next) && next.MessageWrite.IsDecided)
        {
            _pending.Dequeue();
            _before = 0;
            if (next.MessageWrite.Failure is null) next.Deliver();
        }
    }
}
