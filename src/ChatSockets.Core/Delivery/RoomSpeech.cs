using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>A message to a room: to all members, or to those with at least one status.</summary>
/// <param name="room">The room.</param>
/// <param name="status">The lowest status; null for all members. Messages to a status are never stored.</param>
/// <param name="said">The message.</param>
/// <param name="submission">Its pending write.</param>
/// <param name="echoTag">See <see cref="PendingSpeech"/>.</param>
internal sealed class RoomSpeech(Room room, MemberPrefix? status, OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
    : OutgoingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => TargetOf(room, status);

    /// <summary>Returns the target's name on the wire.</summary>
    public static byte[] TargetOf(Room room, MemberPrefix? status) => status is null ? room.Name : [status.Symbol, .. room.Name];

    protected override void Tell(ref Broadcast broadcast)
    {
        if (status is null) broadcast.To(room.Readers, except: Speaker.Outbox);
        else TellStatus(ref broadcast, status);
        room.MessageCount += MessageWrite.Ids;
        broadcast.Remember(room.Recent, Speaker.User.Id);
        if (MessageWrite.FirstId != 0) room.Record.Advance(MessageWrite.LastId);
        if (status is null && !Speaker.IsElsewhere && Speaker.Server.Heard is { } heard) TellHooks(heard);
    }

    private void TellHooks(HeardInRoom heard)
    {
        foreach (ReadOnlyMemory<byte> text in Texts)
        {
            if (!text.IsEmpty) heard(room.Name, Speaker.User.Nickname, Speaker.User.Account, text.Span);
        }
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
