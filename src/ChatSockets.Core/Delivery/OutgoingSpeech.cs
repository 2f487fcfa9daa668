using ChatSockets.Core.Replies;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// A message between taking its place in the readers' order and its delivery, once it is on disk. The sender's thread makes it and waits
/// for it; the first thread whose wait ends delivers it, under the lock of its <see cref="SpeechQueue"/>.
/// </summary>
/// <param name="said">The message.</param>
/// <param name="submission">Its pending write.</param>
/// <param name="echoTag">The tag of the sender's own copy: a label or the batch of its reply; null for none.</param>
internal abstract class OutgoingSpeech(OutgoingMessages said, MessageWrite submission, byte[]? echoTag) : PendingSpeech(submission)
{
    private volatile bool _isDelivered;
    private byte[]? _echoTag = echoTag;

    /// <summary>Whether all have seen it, or it <see cref="IsMissed"/>.</summary>
    public bool IsDelivered => _isDelivered;

    /// <summary>Whether nobody was there any more who could have read it.</summary>
    public bool IsMissed { get; private set; }

    protected Session Speaker => said.Session;

    /// <inheritdoc cref="OutgoingMessages.Whole"/>
    protected IEnumerable<ReadOnlyMemory<byte>> Texts => said.Whole;

    /// <summary>The present name of the target.</summary>
    protected abstract byte[] Target { get; }

    /// <summary>Whether there is a reader. Asked right before the delivery, under the locks of the delivery.</summary>
    protected virtual bool HasReader => true;

    /// <summary>Tells its readers, and the speaker if that is wanted (IRCv3 echo-message). Under the lock, once.</summary>
    public override void Deliver()
    {
        bool isRepeated = MessageWrite.RepeatOf != 0;
        IsMissed = !isRepeated && !HasReader;
        if (!IsMissed) Tell(isRepeated);
        _isDelivered = true;
    }

    private void Tell(bool isRepeated)
    {
        Broadcast broadcast = said.Now(Target).ToBroadcast(isRepeated ? MessageWrite.RepeatOf : MessageWrite.FirstId);
        if (!isRepeated) Tell(ref broadcast);
        if (Speaker.Has(Capability.EchoMessage)) Echo(Speaker.Outbox, broadcast.For(Speaker.Outbox.Variant));
    }

    /// <summary>The sender has had a reply without an echo, so a later echo belongs to no reply. Under the lock.</summary>
    public void AnswerIsOver() => _echoTag = null;

    /// <summary>Tells everybody but the speaker's session.</summary>
    protected abstract void Tell(ref Broadcast broadcast);

    private void Echo(Outbox own, byte[] copy) => own.AppendOwn(_echoTag is null ? copy : LabeledReply.Tagged(_echoTag, copy));
}
