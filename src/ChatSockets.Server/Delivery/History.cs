using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// Keeps what is said, before anybody sees it (promise 4): a speaker's lines take their place in the room's order under its lock, the speaker waits for
/// the disk under no lock, and then delivers, under the lock again, all that has reached the disk in that order. So the room's order is the order of
/// the commits is the order that everybody sees.
/// </summary>
/// <remarks>Any thread; each waits for its own lines only.</remarks>
internal sealed class History(ServerContext server)
{
    /// <summary>Before a room's lock is taken: waits while the store has too much to do, and looks the room up in it. Answers why that failed, or null.</summary>
    public string? Prepare(Room room)
    {
        server.Store.Commits.WaitForRoom();
        if (room.Conversation != 0) return null;
        try
        {
            room.Conversation = server.Store.ConversationOf(room.Name);
            return null;
        }
        catch (StoreException exception)
        {
            return exception.Message;
        }
    }

    /// <summary>Gives lines their place. Under the room's lock.</summary>
    public PendingSpeech Submit(Room room, User from, byte[] lines, Utterance[] utterances, byte[]? echoTag)
    {
        room.LastKept = Math.Max(room.LastKept, server.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        var stamp = new Stamp(DateTimeOffset.FromUnixTimeMilliseconds(room.LastKept), server.MessageIds.Take(utterances.Length));
        var submission = new Submission(Kept(room.Conversation, from, lines, utterances, stamp));
        var pending = new PendingSpeech(from, lines, utterances, stamp, submission, echoTag);
        room.Pending.Enqueue(pending);
        server.Store.Commits.Submit(submission);
        return pending;
    }

    /// <summary>Waits until lines are on the disk and everybody has been told. Under no lock. Answers why they are not, or null.</summary>
    public string? Await(Room room, PendingSpeech pending)
    {
        pending.Submission.Wait();
        if (!pending.IsDelivered)
        {
            lock (room.Gate) room.DeliverDecided(server);
        }
        return pending.Submission.Failure;
    }

    private static List<StoredLine> Kept(long conversation, User from, byte[] lines, Utterance[] utterances, Stamp stamp)
    {
        var kept = new List<StoredLine>(utterances.Length);
        for (int i = 0; i < utterances.Length; i++)
        {
            Utterance utterance = utterances[i];
            if (!utterance.IsKept) continue;
            ReadOnlySpan<byte> line = lines.AsSpan(utterance.Start, utterance.Length).TrimEnd("\r\n"u8);
            _ = Protocol.MessageParser.TryParse(line, out Protocol.Message message);
            kept.Add(new StoredLine(
                (long)stamp.FirstId + i,
                conversation,
                stamp.Time.ToUnixTimeMilliseconds(),
                KindOf(message.Verb),
                from.Source,
                from.Account,
                from.IsBot,
                utterance.ClientTags.Length > 0 ? utterance.ClientTags : null,
                message[1].ToArray()));
        }
        return kept;
    }

    private static LineKind KindOf(ReadOnlySpan<byte> verb) =>
        verb.SequenceEqual(Protocol.Verbs.Privmsg) ? LineKind.Privmsg : verb.SequenceEqual(Protocol.Verbs.Notice) ? LineKind.Notice : LineKind.Tagmsg;
}
