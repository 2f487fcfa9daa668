using ChatSockets.Core.State;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>A message to another user.</summary>
/// <param name="reader">The recipient.</param>
/// <param name="isText">Whether it can wait for a reader who is not connected; a message without text cannot.</param>
/// <param name="said">The message.</param>
/// <param name="submission">Its pending write.</param>
/// <param name="echoTag">See <see cref="PendingSpeech"/>.</param>
internal sealed class PrivateSpeech(User reader, bool isText, OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
    : OutgoingSpeech(said, submission, echoTag)
{
    // Tags to a user who is always on are in the history, for later.
    protected override bool HasReader => reader.Sessions.Length > 0 || (!isText && reader.IsRegistered);

    protected override byte[] Target => reader.Nickname;

    public override void Deliver()
    {
        using var conversation = new PairLock(Speaker.User, reader);
        base.Deliver();
    }

    protected override void Tell(ref Broadcast broadcast)
    {
        Announcements.TellBoth(ref broadcast, Speaker, reader);
        broadcast.Remember(Speaker.User.SentPrivately, reader.Id, MessageWrite.Conversation);
    }
}
