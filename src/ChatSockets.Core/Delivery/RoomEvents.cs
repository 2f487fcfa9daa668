using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// Stores events in rooms for IRCv3 event-playback: joins, parts and changes. An event takes its place among the messages of the room,
/// under the id that everybody sees, but nobody waits for the disk because of it. The first user to enter opens a conversation, so events
/// are stored from the first JOIN on. Events are not stored while the store is busy, or before the next message has made a newly restricted
/// conversation known to it.
/// </summary>
/// <remarks>Any thread, within the locks of the rooms, right before all are told.</remarks>
internal sealed class RoomEvents(Store store, byte[] server, Retention retention)
{
    /// <summary>Stores a user's action in one room.</summary>
    /// <returns>Its id; 0 where it is not kept, and any will do.</returns>
    /// <param name="room">The room.</param>
    /// <param name="kind">The kind of event.</param>
    /// <param name="user">The user.</param>
    /// <param name="text">Its text; see <see cref="LineKind"/>.</param>
    public long Keep(Room room, LineKind kind, User user, byte[] text) => Keep(room, kind, SpeakerOf(user), text);

    /// <summary>Stores an action of the server in a room.</summary>
    /// <inheritdoc cref="Keep(Room, LineKind, User, byte[])"/>
    /// <param name="room">The room.</param>
    /// <param name="kind">The kind of event.</param>
    /// <param name="text">Its text.</param>
    public long Keep(Room room, LineKind kind, byte[] text) => Keep(room, kind, new Speaker(server, null, false), text);

    /// <summary>
    /// Takes one id for a user's action in several rooms at once; 0 if none of them stores it. Call it before the user changes, because it
    /// delivers everything that has reached the disk.
    /// </summary>
    public long TakeId(ReadOnlySpan<Room> rooms)
    {
        foreach (Room room in rooms)
        {
            if (IsKept(room)) return TakeIdOfAll(rooms);
        }
        return 0;
    }

    /// <summary>Stores the action under that id in each room.</summary>
    /// <param name="rooms">The rooms.</param>
    /// <param name="id">The id; 0 stores nothing.</param>
    /// <param name="kind">The kind of event.</param>
    /// <param name="speaker">The user, as at the time of the action.</param>
    /// <param name="text">Its text.</param>
    public void Keep(ReadOnlySpan<Room> rooms, long id, LineKind kind, Speaker speaker, byte[] text)
    {
        if (id == 0) return;
        foreach (Room room in rooms)
        {
            if (IsKept(room)) Submit(room, id, kind, speaker, text);
        }
    }

    /// <summary>Returns the stored form of the acting user.</summary>
    public static Speaker SpeakerOf(User user) => new(user.Source, user.Account, user.IsBot);

    private long Keep(Room room, LineKind kind, Speaker speaker, byte[] text)
    {
        if (!IsKept(room)) return 0;
        long id = OrNew(room.Speech.TakeIdBefore());
        Submit(room, id, kind, speaker, text);
        return id;
    }

    private bool IsKept(Room room) =>
        room.Record.Conversation != 0 && RoomConversations.IsReadyForEvents(room) && retention.IsKnownToKeep(room.Name)
            && !store.Commits.IsFull;

    // What takes a place before a lock was set, or taken away, would be read by whoever may read that.
    private void Submit(Room room, long id, LineKind kind, Speaker speaker, byte[] text)
    {
        if (id < room.Record.Boundary) return;
        store.Commits.Submit(new MessageWrite(room.Record.Conversation, speaker, [new MessageLine(kind, text, [], 0)],
            ids: 1)
        { FirstId = id });
    }

    // Before what is on its way in any of them, and behind what was seen in any. What has reached the disk is told first: all of that has
    // lower ids than what has not, wherever it was said.
    private long TakeIdOfAll(ReadOnlySpan<Room> rooms)
    {
        while (true)
        {
            SpeechQueue? first = null;
            foreach (Room room in rooms)
            {
                room.Speech.DeliverDecided();
                if (room.Speech.Next is { } next && !(first?.Next!.FirstId < next.FirstId)) first = room.Speech;
            }
            // It may have got there since.
            if (first?.Next!.IsDecided != true) return OrNew(first?.TakeIdBefore() ?? 0);
        }
    }

    private long OrNew(long id) => id != 0 ? id : store.Ids.Take(1);
}
