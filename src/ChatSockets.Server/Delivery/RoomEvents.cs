using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Keeps what happens in rooms, for IRCv3 event-playback: who comes and goes, and what is changed. It takes its place among what is said
/// there, and its id is that under which all see it now; but nobody waits for the disk because of it. Whoever enters a new room has a
/// conversation opened for it, so it is kept from the first JOIN on. A store that has too much to do, or is told only with the next line
/// that not everybody may hear it, does without.
/// </summary>
/// <remarks>Any thread, within the locks of the rooms, right before all are told.</remarks>
internal sealed class RoomEvents(ServerContext server)
{
    /// <summary>Keeps what a user does in one room.</summary>
    /// <returns>Its id; 0 where it is not kept, and any will do.</returns>
    /// <param name="room">Where.</param>
    /// <param name="kind">What.</param>
    /// <param name="user">Who.</param>
    /// <param name="text">The text that belongs to it: see <see cref="LineKind"/>.</param>
    public long Keep(Room room, LineKind kind, User user, byte[] text) => Keep(room, kind, SpeakerOf(user), text);

    /// <summary>Keeps what the server itself does there.</summary>
    /// <inheritdoc cref="Keep(Room, LineKind, User, byte[])"/>
    /// <param name="room">Where.</param>
    /// <param name="kind">What.</param>
    /// <param name="text">The text that belongs to it.</param>
    public long Keep(Room room, LineKind kind, byte[] text) => Keep(room, kind, new Speaker(server.Name, null, false), text);

    /// <summary>
    /// Takes the id of something that a user is about to do in several rooms at once: one for all. 0 where none of them keeps it. Before
    /// anything of the user changes: it tells what has reached the disk.
    /// </summary>
    public long TakeId(ReadOnlySpan<Room> rooms)
    {
        foreach (Room room in rooms)
        {
            if (IsKept(room)) return TakeIdOfAll(rooms);
        }
        return 0;
    }

    /// <summary>Keeps it under that id in each of them.</summary>
    /// <param name="rooms">Where.</param>
    /// <param name="id">The id; with 0 nothing is kept.</param>
    /// <param name="kind">What.</param>
    /// <param name="speaker">Who, as the user was when it was done.</param>
    /// <param name="text">The text that belongs to it.</param>
    public void Keep(ReadOnlySpan<Room> rooms, long id, LineKind kind, Speaker speaker, byte[] text)
    {
        if (id == 0) return;
        foreach (Room room in rooms)
        {
            if (IsKept(room)) Submit(room, id, kind, speaker, text);
        }
    }

    /// <summary>Who does it, as it is kept.</summary>
    public static Speaker SpeakerOf(User user) => new(user.Source, user.Account, user.IsBot);

    private long Keep(Room room, LineKind kind, Speaker speaker, byte[] text)
    {
        if (!IsKept(room)) return 0;
        long id = OrNew(room.Speech.TakeIdBefore());
        Submit(room, id, kind, speaker, text);
        return id;
    }

    private bool IsKept(Room room) =>
        room.Record.Conversation != 0 && RoomConversations.IsReadyForEvents(room) && server.Retention.IsKnownToKeep(room.Name)
            && !server.Store.Commits.IsFull;

    // What takes a place before a lock was set, or taken away, would be read by whoever may read that.
    private void Submit(Room room, long id, LineKind kind, Speaker speaker, byte[] text)
    {
        if (id < room.Record.Boundary) return;
        server.Store.Commits.Submit(new MessageWrite(room.Record.Conversation, speaker, [new MessageLine(kind, text, [], 0)],
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
                room.Speech.DeliverDecided(server);
                if (room.Speech.Next is { } next && !(first?.Next!.FirstId < next.FirstId)) first = room.Speech;
            }
            // It may have got there since.
            if (first?.Next!.IsDecided != true) return OrNew(first?.TakeIdBefore() ?? 0);
        }
    }

    private long OrNew(long id) => id != 0 ? id : server.MessageIds.Take(1);
}
