using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>What somebody said to another user.</summary>
internal sealed class PrivateSpeech(User reader, RecentMessages sent, Said said, Submission submission, byte[]? echoTag)
    : PendingSpeech(said, submission, echoTag)
{
    protected override void Tell(ref Broadcast broadcast)
    {
        broadcast.To(reader.Session.Outbox);
        broadcast.Remember(sent, reader.Id, Submission.Conversation);
    }
}
