using ChatSockets.Server.Rooms;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Keeps what is said, before anybody sees it (promise 4): a speaker's lines take their place in the order of their readers under a lock,
/// the speaker waits for the disk under no lock, and then delivers, under the lock again, all that has reached the disk in that order. So a
/// room's order is the order of the commits is the order that everybody sees. In memory there is nothing to wait for, and all are told at
/// once.
/// </summary>
/// <remarks>Any thread; each waits for its own lines only.</remarks>
internal sealed class CommitPipeline(ServerContext server)
{
    // Private messages between the same two go through the same one.
    private readonly SpeechQueue[] _private = [.. Enumerable.Range(0, 64).Select(_ => new SpeechQueue(new Lock()))];

    /// <summary>The queue of what is said in one conversation of two users.</summary>
    public SpeechQueue PrivateQueue(long conversation) => _private[conversation % _private.Length];

    /// <summary>
    /// Takes a room's lock with everything ready for something to be said there. If that will be kept, it waits before, under no lock,
    /// while the store has too much to do, and for the disk where the conversation is not known yet, or has become a restricted one.
    /// </summary>
    /// <param name="room">Which.</param>
    /// <param name="isKept">Whether it is to be kept; false afterwards where nothing is that is said in this room.</param>
    /// <param name="failure">Why nothing can be kept, for people; null where it can.</param>
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
    /// Looks up what a room had said in it before it was opened, if that is not known yet. Under no lock. Answers why it cannot be known,
    /// or null.
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
    /// How long what is said in a room is kept, whether the room is there now or not: shorter than the server's own time. What is too old
    /// goes soon. Under no lock.
    /// </summary>
    /// <param name="room">The room's name.</param>
    /// <param name="time">Zero keeps nothing, and what was kept goes; null is the server's time again.</param>
    /// <exception cref="StoreException">It was not done.</exception>
    public void SetRetention(byte[] room, TimeSpan? time)
    {
        server.Retention.Set(room, time);
        server.RetentionJob.Soon();
    }

    /// <summary>
    /// The same for a registered room, by whatever name it has when it is the store's turn.
    /// </summary>
    /// <returns>The room's name when that was done; null if it is registered no more, or not to that founder.</returns>
    /// <param name="room">The room's number in the store.</param>
    /// <param name="time">Zero keeps nothing, and what was kept goes; null is the server's time again.</param>
    /// <param name="founder">The account that was its founder when that was decided.</param>
    /// <exception cref="StoreException">It was not done.</exception>
    public byte[]? SetRetention(long room, TimeSpan? time, byte[] founder)
    {
        byte[]? name = server.Retention.SetOfRoom(room, time, founder);
        server.RetentionJob.Soon();
        return name;
    }

    /// <summary>
    /// Has a conversation for a room that somebody is about to enter as the first: what happens there is kept from then on. Where that
    /// cannot be, it begins with the first line that is said. Under no lock.
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
            server.Log.Debug("What happens in a new room is not kept yet: {Reason}", exception.Message);
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
    /// Before the lock is taken under which something is said between two users that will be kept: waits while the store has too much to
    /// do. It is followed by a look for the conversation, which may read the disk, too.
    /// </summary>
    /// <returns>Why nothing can be kept, for people; null where it can.</returns>
    /// <param name="one">The speaker, by <see cref="NameOf(byte[], byte[])"/>.</param>
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
    /// Gives it its place among what its readers see. Under the queue's lock, and after it, under none, comes <see cref="Await"/>.
    /// </summary>
    public void Submit(SpeechQueue queue, PendingSpeech speech)
    {
        server.Store.Commits.Submit(speech.MessageWrite);
        if (server.Store.Commits.AreAwaited || speech.MessageWrite.IsDecidedByStore || !queue.IsEmpty) queue.Enqueue(speech);
        else speech.Deliver(server);
    }

    /// <summary>
    /// Waits until it is on the disk and everybody has been told. Under no lock. Answers why it is not, or null. Where the disk does not
    /// answer in time, that is <see cref="Commits.Unknown"/>, and it keeps its place in the queue: if it reaches the disk after all,
    /// everybody is told then, the speaker too.
    /// </summary>
    public string? Await(SpeechQueue queue, PendingSpeech speech)
    {
        if (speech.IsDelivered) return null;
        bool isInTime = server.Store.Commits.Await(speech.MessageWrite, late: () => ThreadPool.QueueUserWorkItem(_ => DeliverLate(queue)));
        if (!speech.IsDelivered)
        {
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
