using ChatSockets.Server.Rooms;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>What somebody said in a room: to all members, or to those who have at least a status.</summary>
/// <param name="room">Where.</param>
/// <param name="status">The least status; null for all. Then it is never kept.</param>
/// <param name="said">What.</param>
/// <param name="submission">The same on its way to the disk.</param>
/// <param name="echoTag">See <see cref="PendingSpeech"/>.</param>
internal sealed class RoomSpeech(Room room, MemberPrefix? status, OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
    : PendingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => TargetOf(room, status);

    /// <summary>What that is called on the wire.</summary>
    public static byte[] TargetOf(Room room, MemberPrefix? status) => status is null ? room.Name : [status.Symbol, .. room.Name];

    protected override void Tell(ref Broadcast broadcast)
    {
        if (status is null) broadcast.To(room.Readers, except: Speaker.Outbox);
        else TellStatus(ref broadcast, status);
        broadcast.Remember(room.Recent, Speaker.User.Id);
        if (MessageWrite.FirstId != 0) room.Record.Advance(MessageWrite.LastId);
    }

    private void TellStatus(ref Broadcast broadcast, MemberPrefix least)
    {
        foreach (Membership member in room.Members)
        {
            // The speaker's other sessions in any case.
            if (member.IsAtLeast(least.Mode) || member.User == Speaker.User) member.User.Tell(ref broadcast, except: Speaker);
        }
    }
}
