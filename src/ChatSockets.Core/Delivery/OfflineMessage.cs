using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// A message to an account that is not connected: it waits in the <see cref="Mailbox"/>. Only the sender's own terminals see it now.
/// </summary>
/// <param name="reader">The recipient's name as the sender knows it, which need not be the account's.</param>
/// <param name="said">The message.</param>
/// <param name="submission">The pending write of the message.</param>
/// <param name="echoTag">See <c>PendingSpeech</c>.</param>
internal sealed class OfflineMessage(byte[] reader, OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
    : OutgoingSpeech(said, submission, echoTag)
{
    protected override byte[] Target => reader;

    public override void Deliver()
    {
        lock (Speaker.User.Gate) base.Deliver();
    }

    protected override void Tell(ref Broadcast broadcast) => Speaker.User.Tell(ref broadcast, except: Speaker);
}
