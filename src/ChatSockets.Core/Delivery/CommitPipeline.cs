using ChatSockets.Core.State;
using ChatSockets.Storage;
using Serilog;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Stores messages before anybody sees them (promise 4). A sender's lines take their place in the readers' order under a lock, the sender
/// waits for the disk under no lock, and then, under the lock again, delivers everything that has reached the disk in that order. So the
/// order of the room, of the commits, and of every reader's lines is the same. In memory there is nothing to wait for, and messages are
/// delivered immediately.
/// </summary>
/// <remarks>Any thread; each waits only for its own lines.</remarks>
internal sealed class CommitPipeline(Store store, ILogger log, Conversations conversations,
    RoomConversations roomConversations, Retention retention, RetentionJob retentionJob)
{
    // Private messages between the same two go through the same one.
    private readonly SpeechQueue[] _private = [.. Enumerable.Range(0, 64).Select(_ => new SpeechQueue(new Lock()))];

    /// <summary>The queue of messages in one private conversation.</summary>
    public SpeechQueue PrivateQueue(long conversation) => _private[conversation % _private.Length];

    /// <summary>
    /// Takes a room's lock with everything ready for a message. If the message will be stored, it first waits, under no lock, while the
    /// store is busy, and for the disk if the conversation is not known yet or has become restricted.
    /// </summary>
    /// <param name="room">The room.</param>
    /// <param name="isKept">Whether the message is to be stored; set to false if the room stores nothing.</param>
    /// <param name="failure">Why nothing can be stored, for people; null if it can.</param>
    public Lock.Scope Enter(Room room, ref bool isKept, out string? failure)
    {
        while (true)
        {
            failure = isKept ? Prepare(room, out isKept) : null;
            Lock.Scope scope = room.Gate.EnterScope();
            if (failure is not null || !isKept || RoomConversations.IsReady(room)) return scope;
            scope.Dispose();
        }
    }

    /// <summary>
    /// Looks up a room's earlier conversation, if it is not known yet. Under no lock. Returns the reason of a failure, or null.
    /// </summary>
    public string? LookUp(Room room)
    {
        if (room.Record.IsLookedUp) return null;
        try
        {
            roomConversations.LookUp(room);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>
    /// Sets how long a room's messages are stored, whether the room is open or not. Older messages are deleted soon. Under no lock.
    /// </summary>
    /// <param name="room">The room's name.</param>
    /// <param name="time">Zero stores nothing and deletes what is stored; null is the server's own time.</param>
    /// <exception cref="StoreException">It was not done.</exception>
    public void SetRetention(byte[] room, TimeSpan? time)
    {
        retention.Set(room, time);
        retentionJob.Soon();
    }

    /// <summary>Sets how long a registered room's messages are stored, under the name that it has when the store writes it.</summary>
    /// <returns>The room's name when that was done; null if it is registered no more, or not to that founder.</returns>
    /// <param name="room">The room's number in the store.</param>
    /// <param name="time">Zero stores nothing and deletes what is stored; null is the server's own time.</param>
    /// <param name="founder">The founder's account when it was decided.</param>
    /// <exception cref="StoreException">It was not done.</exception>
    public byte[]? SetRetention(long room, TimeSpan? time, byte[] founder)
    {
        byte[]? name = retention.SetOfRoom(room, time, founder);
        retentionJob.Soon();
        return name;
    }

    /// <summary>
    /// Opens a conversation for a room before its first user enters, so that its events are stored from the start. If that fails, the
    /// conversation begins with the first message. Under no lock.
    /// </summary>
    public void Open(Room room)
    {
        if (room.Record.Conversation != 0 || store.Commits.IsFull) return;
        try
        {
            if (retention.Keeps(room.Name)) roomConversations.Open(room);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            log.Debug("Events in a new room are not stored yet: {Reason}", exception.Message);
        }
    }

    private string? Prepare(Room room, out bool isKept)
    {
        isKept = true;
        if (!store.Commits.WaitForRoom()) return Commits.Busy;
        try
        {
            isKept = retention.Keeps(room.Name);
            if (isKept && !RoomConversations.IsReady(room)) roomConversations.Prepare(room);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>
    /// Prepares a stored private message, before the lock is taken: waits while the store is busy, then looks for the conversation, which
    /// can read the disk.
    /// </summary>
    /// <returns>Why nothing can be kept, for people; null where it can.</returns>
    /// <param name="one">The sender, by <see cref="NameOf(byte[], byte[])"/>.</param>
    /// <param name="other">The reader.</param>
    /// <param name="conversation">The number of their conversation.</param>
    public string? Prepare(byte[] one, byte[] other, out long conversation)
    {
        conversation = 0;
        if (!store.Commits.WaitForRoom()) return Commits.Busy;
        try
        {
            conversation = conversations.OfPair(one, other);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>The name of a user in conversations: the account, or the nickname with a tilde before it.</summary>
    public static byte[] NameOf(byte[]? account, byte[] nickname) => account ?? [(byte)'~', .. nickname];

    /// <summary>
    /// Gives a message its place in the readers' order. Under the queue's lock; then, under no lock, call <see cref="Await"/>.
    /// </summary>
    public void Submit(SpeechQueue queue, PendingSpeech speech)
    {
        store.Commits.Submit(speech.MessageWrite);
        if (store.Commits.AreAwaited || speech.MessageWrite.IsDecidedByStore || !queue.IsEmpty) queue.Enqueue(speech);
        else speech.Deliver();
    }

    /// <summary>
    /// Waits until the message is on disk and delivered. Under no lock. Returns the reason of a failure, or null. If the disk does not
    /// answer in time, that is <see cref="Commits.Unknown"/>, and the message stays in the queue: if it reaches the disk after all,
    /// everybody is told then, including the sender.
    /// </summary>
    public string? Await(SpeechQueue queue, OutgoingSpeech speech)
    {
        if (speech.IsDelivered) return null;
        bool isInTime = store.Commits.Await(speech.MessageWrite, late: () => ThreadPool.QueueUserWorkItem(_ => DeliverLate(queue)));
        if (!speech.IsDelivered)
        {
            using DirectSends.Scope sends = DirectSends.Begin();
            lock (queue.Gate)
            {
                queue.DeliverDecided();
                if (!isInTime && !speech.MessageWrite.IsDecided)
                {
                    speech.AnswerIsOver();
                    return Commits.Unknown;
                }
            }
        }
        return speech.MessageWrite.Failure;
    }

    // The speaker does not wait any longer. Not on the store's thread: it has no time for readers.
    private void DeliverLate(SpeechQueue queue)
    {
        try
        {
            lock (queue.Gate) queue.DeliverDecided();
        }
        catch (Exception exception)
        {
            log.Error(exception, "What had reached the disk late was not delivered");
        }
    }
}
