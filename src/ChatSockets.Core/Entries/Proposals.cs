using ChatSockets.Storage;

namespace ChatSockets.Core.Entries;

/// <summary>Where a server proposes what its clients want to change, in a chat of several servers that share a log.</summary>
internal abstract class Proposals
{
    /// <summary>
    /// Proposes an entry of this server, and returns when it has been applied here. Under no lock, by the thread of the connection that it
    /// is about, which does nothing to that meanwhile.
    /// </summary>
    /// <param name="entry">The entry.</param>
    /// <param name="late">
    /// Called once, on the same thread, where it is on its way for half a minute and nobody knows whether it has got there. It may be
    /// applied at the same moment.
    /// </param>
    /// <returns>What came of it; null for most entries, and where this server stops.</returns>
    /// <exception cref="StoreException">It was not done, for the reason that stands there.</exception>
    public abstract object? Propose(Entry entry, Action? late = null);
}
