using System.Collections.Immutable;
using ChatSockets.Protocol;
using ChatSockets.Server.Sessions;
using ChatSockets.Server.Storage;

namespace ChatSockets.Server.Delivery;

/// <summary>A conversation as its reader knows it: a room, or somebody he talks with.</summary>
/// <param name="Name">The room, or the other.</param>
/// <param name="Conversation">Its number in the store; 0 where nothing was said.</param>
internal sealed record HistoryTarget(byte[] Name, long Conversation)
{
    /// <summary>What of it the reader may read: see <see cref="Commands.HistoryAccess"/>. Default is all.</summary>
    public ImmutableArray<IdRange> Readable { get; init; }

    /// <summary>Its lines between two ids.</summary>
    public LineRange Range(long after = 0, long before = LineRange.End, bool withEvents = false) =>
        new(Conversation, after, before, withEvents) { Readable = Readable };

    /// <summary>Between two: who reads; null for a room.</summary>
    public User? Reader { get; init; }

    /// <summary>To whom a line of it goes.</summary>
    public byte[] TargetOf(StoredLine line) =>
        Reader is { Account: { } own } && !(line.Account is { } account && CaseMapping.Ascii.Equals(own, account)) ? Reader.Nickname : Name;
}
