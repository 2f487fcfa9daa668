using System.Collections.Immutable;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Rooms;
using ChatSockets.Core.Sessions;
using ChatSockets.Storage;

namespace ChatSockets.Core.Commands;

/// <summary>
/// Which messages of a room a user may read: all those sent while anybody could enter, and those sent while the room was closed (modes i,
/// k, R, s) only if the user was a member at the time. An account's membership lasts from its JOIN until it parts or is kicked, across lost
/// connections; a guest's begins with the JOIN. Accounts on the access list of a registered room can read everything. Everything that shows
/// history asks this class.
/// </summary>
internal static class HistoryAccess
{
    /// <summary>A member's; null for anybody else. Under no lock.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static HistoryTarget? Of(ChatContext server, Room room, User user) => Find(server, room, user, mayBeGuest: false);

    /// <summary>Returns the history for a member or for a user who is about to enter.</summary>
    /// <inheritdoc cref="Of"/>
    public static HistoryTarget OfGuest(ChatContext server, Room room, User user) => Find(server, room, user, mayBeGuest: true)!;

    private static HistoryTarget? Find(ChatContext server, Room room, User user, bool mayBeGuest)
    {
        server.RoomConversations.LookUp(room);
        HistoryTarget target;
        ImmutableArray<ClosedPeriod> closed;
        byte[]? account = user.Account;
        long since, now;
        lock (room.Gate)
        {
            Membership? member = room.Find(user);
            if (member is null && !mayBeGuest) return null;
            target = new HistoryTarget(room.Name, room.Record.Conversation);
            closed = room.Record.Closed;
            if (closed.IsEmpty || (account is not null && room.Registration?.StatusOf(account) is not null)) return target;
            now = server.MessageIds.Take(1);
            since = member?.Since ?? now;
        }
        if (account is not null) since = Math.Min(since, server.RoomConversations.AttendingSince(target.Conversation, account) ?? since);
        // Nothing that is said while the reader reads: that may be closed without its being known here.
        return target with
        {
            Readable = [.. IdRange.Outside(closed, since).Where(range => range.After < now)
            .Select(range => range with { Before = Math.Min(range.Before, now) })]
        };
    }
}
