namespace ChatSockets.Core.Entries;

/// <summary>
/// The one order of all that changes a chat of several servers: each appends what its clients want, and all apply the same records in the
/// same order. So a nickname has one owner, and all rooms have one order, whoever comes from where. Any thread.
/// </summary>
public abstract class EntryLog
{
    private protected EntryLog()
    {
    }

    /// <summary>What tells the msgids of this chat from others'.</summary>
    internal abstract ulong Run { get; }

    /// <summary>
    /// Appends a record, and returns its position; the same one where that batch was appended before, so that whoever does not know what
    /// became of it asks again.
    /// </summary>
    /// <param name="node">Who appends it; 0 for a server that comes.</param>
    /// <param name="batch">Which of its records it is; of a server that comes, a number that no other has.</param>
    /// <param name="entries">The entries, as <see cref="EntryCodec"/> writes them.</param>
    /// <exception cref="NodeFencedException">The others take that server for gone: it appends nothing any more.</exception>
    internal abstract long Append(long node, long batch, byte[] entries);

    /// <summary>The record at that position; null where there is none yet.</summary>
    internal abstract LogRecord? Read(long position);

    /// <summary>Waits until there is a record at that position, and returns it.</summary>
    internal abstract LogRecord Wait(long position);
}
