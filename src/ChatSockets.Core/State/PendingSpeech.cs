using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>A message on its way to the disk, in its place in a <see cref="SpeechQueue"/>.</summary>
internal abstract class PendingSpeech(MessageWrite submission)
{
    /// <summary>What the store is to write.</summary>
    public MessageWrite MessageWrite { get; } = submission;

    /// <summary>It is on disk, or is not to be stored: tells everybody. Within the lock of its queue.</summary>
    public abstract void Deliver();
}
