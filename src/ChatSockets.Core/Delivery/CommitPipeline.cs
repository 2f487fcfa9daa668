using ChatSockets.Core.Rooms;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Stores messages before anybody sees them (promise 4). A sender's lines take their place in the readers' order under a lock, the sender
/// waits for the disk under no lock, and then, under the lock again, delivers everything that has reached the disk in that order. So the
/// order of the room, of the commits, and of every reader's lines is the same. In memory there is nothing to wait for, and messages are
/// delivered immediately.
/// </summary>
/// <remarks>Any thread; each waits only for its own lines.</remarks>
internal sealed class CommitPipeline(ChatContext server)
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
            server.RoomConversations.LookUp(room);
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
        server.Retention.Set(room, time);
        server.RetentionJob.Soon();
    }

    /// <summary>Sets how long a registered room's messages are stored, under the name that it has when the store writes it.</summary>
    /// <returns>The room's name when that was done; null if it is registered no more, or not to that founder.</returns>
    /// <param name="room">The room's number in the store.</param>
    /// <param name="time">Zero stores nothing and deletes what is stored; null is the server's own time.</param>
    /// <param name="founder">The founder's account when it was decided.</param>
    /// <exception cref="StoreException">It was not done.</exception>
    public byte[]? SetRetention(long room, TimeSpan? time, byte[] founder)
    {
        byte[]? name = server.Retention.SetOfRoom(room, time, founder);
        server.RetentionJob.Soon();
        return name;
    }

    /// <summary>
    /// Opens a conversation for a room before its first user enters, so that its events are stored from the start. If that fails, the
    /// conversation begins with the first message. Under no lock.
    /// </summary>
    public void Open(Room room)
    {
        if (room.Record.Conversation != 0 || server.Store.Commits.IsFull) return;
        try
        {
            if (server.Retention.Keeps(room.Name)) server.RoomConversations.Open(room);
        }
        catch (StoreException exception)
        {
            // One can enter all the same.
            server.Log.Debug("Events in a new room are not stored yet: {Reason}", exception.Message);
        }
    }

    private string? Prepare(Room room, out bool isKept)
    {
        isKept = true;
        if (!server.Store.Commits.WaitForRoom()) return Commits.Busy;
        try
        {
            isKept = server.Retention.Keeps(room.Name);
            if (isKept && !RoomConversations.IsReady(room)) server.RoomConversations.Prepare(room);
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
        if (!server.Store.Commits.WaitForRoom()) return Commits.Busy;
        try
        {
            conversation = server.Conversations.OfPair(one, other);
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
        server.Store.Commits.Submit(speech.MessageWrite);
        if (server.Store.Commits.AreAwaited || speech.MessageWrite.IsDecidedByStore || !queue.IsEmpty) queue.Enqueue(speech);
        else speech.Deliver(server);
    }

    /// <summary>
    /// Waits until the message is on disk and delivered. Under no lock. Returns the reason of a failure, or null. If the disk does not
    /// answer in time, that is <see cref="Commits.Unknown"/>, and the message stays in the queue: if it reaches the disk after all,
    /// everybody is told then, including the sender.
    /// </summary>
    public string? Await(SpeechQueue queue, PendingSpeech speech)
    {
        if (speech.IsDelivered) return null;
        bool isInTime = server.Store.Commits.Await(speech.MessageWrite, late: () => ThreadPool.QueueUserWorkItem(_ => DeliverLate(queue)));
        if (!speech.IsDelivered)
        {
            using DirectSends.Scope sends = DirectSends.Begin();
            lock (queue.Gate)
            {
                queue.DeliverDecided(server);
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
            lock (queue.Gate) queue.DeliverDecided(server);
        }
        catch (Exception exception)
        {
            server.Log.Error(exception, "What had reached the disk late was not delivered");
        }
    }
}
