using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What somebody said to a user with an account who is not here: it waits in the <see cref="Mailbox"/>. Only the speaker's own terminals
/// see it now.
/// </summary>
/// <param name="reader">For whom it waits: the name that the speaker knows, which need not be the account's.</param>
/// <param name="said">What.</param>
/// <param name="submission">The same on its way to the disk.</param>
/// <param name="echoTag">See <see cref="PendingSpeech"/>.</param>
internal sealed class OfflineMessage(byte[] reader, OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
    : PendingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => reader;

    public override void Deliver(ServerContext server)
    {
        lock (Speaker.User.Gate) base.Deliver(server);
    }

    protected override void Tell(ref Broadcast broadcast) => Speaker.User.Tell(ref broadcast, except: Speaker);
}
