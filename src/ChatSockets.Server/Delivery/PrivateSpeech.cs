using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>What somebody said to another user.</summary>
internal sealed class PrivateSpeech(User reader, Said said, Submission submission, byte[]? echoTag) : PendingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => reader.Nickname;

    public override void Deliver(ServerContext server)
    {
        using var conversation = new Conversation(Speaker.User, reader);
        base.Deliver(server);
    }

    protected override void Tell(ref Broadcast broadcast)
    {
        Conversation.Tell(ref broadcast, Speaker, reader);
        broadcast.Remember(Speaker.User.SentPrivately, reader.Id, Submission.Conversation);
    }
}
