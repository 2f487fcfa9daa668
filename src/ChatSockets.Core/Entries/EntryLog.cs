namespace ChatSockets.Core.Entries;

/// <summary>
/// The one order of all that changes a chat of several servers: each appends what its clients want, and all apply the same records in the
/// same order. So a nickname has one owner, and all rooms have one order, whoever comes from where. Any thread.
/// </summary>
public abstract class EntryLog
{
    internal EntryLog()
    {
    }

    /// <summary>What tells the msgids of this chat from others'.</summary>
    internal abstract ulong Run { get; }

    /// <summary>Why the log cannot be read at the moment; null where it can.</summary>
    internal virtual string? Trouble => null;

    /// <summary>How long it takes until a server that has died is gone for the others.</summary>
    internal virtual TimeSpan Silence => TimeSpan.Zero;

    /// <summary>
    /// Appends a record, and returns its position; the same one where that batch was appended before, so that whoever does not know what
    /// became of it asks again.
    /// </summary>
    /// <param name="node">Who appends it; 0 for a server that comes.</param>
    /// <param name="batch">Which of its records it is; of a server that comes, a number that no other has.</param>
    /// <param name="entries">The entries, as <see cref="EntryCodec"/> writes them.</param>
    /// <exception cref="NodeFencedException">The others take that server for gone: it appends nothing any more.</exception>
    /// <exception cref="LogUnreachableException">Nobody knows whether it was appended, or it was not.</exception>
    internal abstract long Append(long node, long batch, byte[] entries);

    /// <summary>
    /// Waits until there is a record at that position, and returns it; where the log cannot be reached, it waits until it can. By one
    /// thread of each server, from the first position on.
    /// </summary>
    /// <exception cref="OperationCanceledException">It is not waited for any longer.</exception>
    /// <exception cref="NodeFencedException">What this server has applied is not in the log: it belongs to it no more.</exception>
    internal abstract LogRecord Wait(long position, CancellationToken over);
}
