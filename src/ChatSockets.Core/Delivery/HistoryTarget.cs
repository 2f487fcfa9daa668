using System.Collections.Immutable;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Delivery;

/// <summary>A conversation from its reader's point of view: a room or another user.</summary>
/// <param name="Name">The room or the other user.</param>
/// <param name="Conversation">Its number in the store; 0 if nothing is stored.</param>
internal sealed record HistoryTarget(byte[] Name, long Conversation)
{
    /// <summary>The ids that the reader may see; see <c>HistoryAccess</c>. Default is all.</summary>
    public ImmutableArray<IdRange> Readable { get; init; }

    /// <summary>Its lines between two ids.</summary>
    public LineRange Range(long after = 0, long before = LineRange.End, bool withEvents = false) =>
        new(Conversation, after, before, withEvents) { Readable = Readable };

    /// <summary>The reader of a private conversation; null for a room.</summary>
    public User? Reader { get; init; }

    /// <summary>To whom a line of it goes.</summary>
    public byte[] TargetOf(StoredLine line) =>
        Reader is { Account: { } own } && !(line.Account is { } account && CaseMapping.Ascii.Equals(own, account)) ? Reader.Nickname : Name;
}
