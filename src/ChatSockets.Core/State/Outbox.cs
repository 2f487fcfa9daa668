using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// Where the lines to one client go: whoever has something to say appends it, and never waits for the client (promise 2). How and when it
/// is sent is the business of what derives from it.
/// </summary>
/// <remarks>Any thread, unless stated otherwise; no lock is taken under those of the outbox.</remarks>
internal abstract class Outbox
{
    private volatile Variant _variant;
    private ulong _capabilities;

    /// <summary>
    /// The form in which this outbox's reader wants its lines. Set by the connection's thread, read by every broadcaster.
    /// </summary>
    public Variant Variant
    {
        get => _variant;
        set => _variant = value;
    }

    /// <summary>
    /// The kind of a WebSocket's messages; <see cref="Variant.Plain"/> where lines are sent as they are. Set by the connection's thread
    /// before anything is queued that must be in frames.
    /// </summary>
    public Variant Frames { get; set; }

    /// <summary>How a broadcast is appended: <see cref="Variant"/> and <see cref="Frames"/>.</summary>
    public Variant Form => _variant | Frames;

    /// <summary>The reader's capabilities, for messages that only some readers get. Set and read as <see cref="Variant"/> is.</summary>
    public Capability Capabilities
    {
        get => (Capability)Volatile.Read(ref _capabilities);
        set => Volatile.Write(ref _capabilities, (ulong)value);
    }

    /// <summary>Called once when there was one line too many; on the thread that sends, under no lock. Must not wait.</summary>
    public Action? Overflowed { get; set; }

    /// <summary>Called on the thread that sends when an unexpected exception prevents that. Must not wait.</summary>
    public Action? Failed { get; set; }

    /// <summary>Whether its reader can request more: at most half the limit is unsent. False while a large reply is pending.</summary>
    public abstract bool HasRoom { get; }

    /// <summary>How many bytes wait to be sent.</summary>
    public abstract long Unsent { get; }

    /// <summary>How many bytes have left so far: whether the peer reads at all.</summary>
    public abstract long Sent { get; }

    /// <summary>
    /// Queues one or several lines of other users, in this outbox's <see cref="Form"/>. Returns whether they are queued: not for who is
    /// leaving, or does not read.
    /// </summary>
    /// <param name="line">The lines. The array must not change any more.</param>
    /// <param name="mayWait">Whether they may be sent a little later, or with whatever comes next.</param>
    public abstract bool Append(byte[] line, bool mayWait = false);

    /// <summary>Queues lines that others have caused, in the plain form of lines. The array must not change any more.</summary>
    public abstract void AppendLines(byte[] lines);

    /// <summary>
    /// Queues replies to the reader's own commands: they never overflow it, nor make others' lines overflow it. For the connection's own
    /// thread.
    /// </summary>
    public abstract void AppendOwn(byte[] lines);

    /// <summary>
    /// Stops accepting anything but a last line, because members of a crowd that disconnects together need not hear of each other. For the
    /// connection's own thread.
    /// </summary>
    public abstract void Leave();

    /// <summary>
    /// Sends what is queued on the calling thread, without waiting; what is left is sent by others. For whoever <c>DirectSends</c>
    /// has made the outbox's owner, under no lock.
    /// </summary>
    /// <returns>How many bytes were taken for sending.</returns>
    public abstract int SendNow();

    /// <summary>Has others send what is queued. For the outbox's owner, as above.</summary>
    public abstract void HandOn();

    /// <summary>Counts what owners have sent by themselves.</summary>
    public abstract void CountSends(int bytes, int sends);
}
