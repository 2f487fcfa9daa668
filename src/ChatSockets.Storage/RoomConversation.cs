using System.Collections.Immutable;

namespace ChatSockets.Storage;

/// <summary>A room's conversation as stored.</summary>
/// <param name="Id">Its number.</param>
/// <param name="IsRestricted">Whether it contains messages that not everybody may read.</param>
/// <param name="Last">The last id in it; 0 for none.</param>
/// <param name="Closed">The periods in which the room was closed, in order.</param>
internal readonly record struct RoomConversation(long Id, bool IsRestricted, long Last, ImmutableArray<ClosedPeriod> Closed);
