using ChatSockets.Protocol;
using ChatSockets.Server.Replies;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Delivery;

/// <summary>
/// What somebody said, between the moment when the order of its readers took it and the moment when all may see it, because it is on the
/// disk. The speaker's thread makes it and waits for it; who delivers it, under the lock of its <see cref="SpeechQueue"/>, is the first
/// whose wait is over.
/// </summary>
/// <param name="said">What.</param>
/// <param name="submission">The same on its way to the disk.</param>
/// <param name="echoTag">What the speaker's own copy is to be tagged with: a label, or the batch of its answer; null for nothing.</param>
internal abstract class PendingSpeech(OutgoingMessages said, MessageWrite submission, byte[]? echoTag)
{
    private volatile bool _isDelivered;
    private byte[]? _echoTag = echoTag;

    /// <summary>Whether all have seen it, or it <see cref="IsMissed"/>.</summary>
    public bool IsDelivered => _isDelivered;

    /// <summary>
    /// Its reader went while it was on its way to the disk: nobody has seen it, not the speaker either, who decides what becomes of it.
    /// </summary>
    public bool IsMissed { get; private set; }

    public MessageWrite MessageWrite { get; } = submission;

    protected Session Speaker => said.Session;

    /// <summary>What the target is called now.</summary>
    protected abstract byte[] Target { get; }

    /// <summary>Whether there is somebody to tell it to. Asked right before, under the locks under which it is told.</summary>
    protected virtual bool HasReader => true;

    /// <summary>Tells its readers, and the speaker if that is wanted (IRCv3 echo-message). Under the lock, once.</summary>
    public virtual void Deliver(ServerContext server)
    {
        bool isRepeated = MessageWrite.RepeatOf != 0;
        IsMissed = !isRepeated && !HasReader;
        if (!IsMissed) Tell(server, isRepeated);
        _isDelivered = true;
    }

    private void Tell(ServerContext server, bool isRepeated)
    {
        Broadcast broadcast = said.Now(Target).ToBroadcast(server, isRepeated ? MessageWrite.RepeatOf : MessageWrite.FirstId);
        if (!isRepeated) Tell(ref broadcast);
        if (Speaker.Has(Capability.EchoMessage)) Echo(Speaker.Outbox, broadcast.For(Speaker.Outbox.Variant));
    }

    /// <summary>The speaker has been answered without an echo: one that comes later belongs to no answer. Under the lock.</summary>
    public void AnswerIsOver() => _echoTag = null;

    /// <summary>Tells everybody but the speaker's session.</summary>
    protected abstract void Tell(ref Broadcast broadcast);

    private void Echo(Outbox own, byte[] copy) => own.AppendOwn(_echoTag is null ? copy : LabeledReply.Tagged(_echoTag, copy));
}
