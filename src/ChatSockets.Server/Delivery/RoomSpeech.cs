using ChatSockets.Server.Rooms;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>What somebody said in a room.</summary>
internal sealed class RoomSpeech(Room room, Said said, Submission submission, byte[]? echoTag) : PendingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => room.Name;

    protected override void Tell(ref Broadcast broadcast)
    {
        broadcast.To(room.Readers, except: Speaker.Outbox);
        broadcast.Remember(room.Recent, Speaker.User.Id);
        if (Submission.FirstId != 0) room.Record.Said(Submission.FirstId + Submission.Ids - 1);
    }
}
