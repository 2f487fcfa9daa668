using System.Collections.Immutable;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

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
            now = server.MessageIds.Next;
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

    /// <summary>Returns the conversation if the user may read it; null if there is none of that name for them.</summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static HistoryTarget? Find(CommandContext context, byte[] name)
    {
        if (!RoomName.IsRoom(name)) return Nickname.IsValid(name) ? WithUser(context, name) : null;
        if (!context.Server.Rooms.TryFindVisible(name, context.User, out Room? room)) return null;
        return Of(context.Server, room, context.User);
    }

    /// <summary>
    /// Returns the user's conversation with the present owner of that nickname, with the account of that name, or with guests of that
    /// nickname, whichever exists first. Null if the user has no account.
    /// </summary>
    /// <exception cref="StoreException">It could not be looked up.</exception>
    public static HistoryTarget? WithUser(CommandContext context, byte[] name)
    {
        if (context.User.Account is not { } own) return null;
        Conversations conversations = context.Server.Conversations;
        byte[] stranger = [(byte)'~', .. name];
        Correspondence? found = null;
        if (context.Server.Users.TryFind(name, out User? user))
        {
            name = user.Nickname;
            found = conversations.Find(own, user.Account ?? stranger);
        }
        found ??= conversations.Find(own, name) ?? conversations.Find(own, stranger);
        return new HistoryTarget(name, found?.Conversation ?? 0) { Reader = context.User };
    }

    /// <summary>All that the asker may read: the rooms he is in, and his private conversations.</summary>
    /// <inheritdoc cref="WithUser"/>
    public static List<HistoryTarget> All(CommandContext context)
    {
        var all = new List<HistoryTarget>();
        foreach (Room room in context.User.Rooms)
        {
            if (Find(context, room.Name) is { } target) all.Add(target);
        }
        if (context.User.Account is { } own)
            all.AddRange(context.Server.Conversations.Of(own)
                .Select(with => new HistoryTarget(with.Name.ToArray(), with.Conversation) { Reader = context.User }));
        return all;
    }
}
