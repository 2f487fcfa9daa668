using ChatSockets.Server.Replies;
using ChatSockets.Server.Rooms;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What one user said in a room, between the moment when the room's order took it and the moment when all may see it, because it is on the disk.
/// The speaker's thread makes it and waits for it; who delivers it, under the room's lock, is the first speaker of the room whose wait is over.
/// </summary>
/// <param name="from">Who speaks.</param>
/// <param name="lines">The whole lines without tags. They must not change any more.</param>
/// <param name="utterances">Which bytes are which line.</param>
/// <param name="stamp">The time and the ids that the lines have on the disk.</param>
/// <param name="submission">The lines on their way to the disk.</param>
/// <param name="echoTag">What the speaker's own copy is to be tagged with: a label, or the batch of its answer; null for nothing.</param>
internal sealed class PendingSpeech(
    User from, byte[] lines, Utterance[] utterances, Stamp stamp, Submission submission, byte[]? echoTag)
{
    private volatile bool _isDelivered;

    /// <summary>Whether all have seen it.</summary>
    public bool IsDelivered => _isDelivered;

    public Submission Submission { get; } = submission;

    /// <summary>Tells the room, and the speaker if that is wanted. Under the room's lock, once.</summary>
    public void Deliver(ServerContext server, Room room)
    {
        Session session = from.Session;
        var broadcast = new Broadcast(server, from, lines, utterances);
        broadcast.Use(stamp);
        broadcast.To(room.Readers, except: session.Outbox);
        if (session.Has(Protocol.Capability.EchoMessage)) Echo(session.Outbox, broadcast.For(session.Outbox.Variant));
        broadcast.Remember(room.Recent, from.Id, from.LastSpoke);
        _isDelivered = true;
    }

    private void Echo(Outbox own, byte[] copy) => own.AppendOwn(echoTag is null ? copy : LabeledReply.Tagged(echoTag, copy));
}
