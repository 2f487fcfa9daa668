using System.Text;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// The one place where sessions and users go. A session that is not its user's last is missed by nobody. With the last one the user leaves
/// the server, or is away if it is always on.
/// </summary>
internal static class Disconnect
{
    /// <summary>Ends a session whose connection is over. On its thread, under no lock.</summary>
    /// <param name="server">The chat.</param>
    /// <param name="session">The session.</param>
    /// <param name="reason">The reason, for those who see the user quit.</param>
    public static void Of(ChatContext server, Session session, string reason)
    {
        User user = session.User;
        lock (server.Monitors.Gate) server.Monitors.Clear(session);
        if (user.IsRegistered && !server.IsStopping && server.ToPropose is { } proposals)
        {
            proposals.Propose(new Left(session.Number, reason, session.Unheard));
            return;
        }
        if (!user.IsRegistered)
        {
            server.Users.Release(user);
            server.Users.Identified();
            return;
        }
        // Nobody is told any more, and the rooms end with the server.
        if (server.IsStopping)
        {
            server.Leavers.Ends(user);
            return;
        }

        OperatorAccount? operatorAccount = user.Operator;
        // One after the other: where thousands are lost at once, those who stay and speak contend for their room with one of them.
        lock (server.DisconnectGate) Leave(server, user, session, reason);
        if (operatorAccount is not null && user is { IsRegistered: true, IsOperator: false })
            OperatorLog.Changed(server, user, operatorAccount.Name, "no session is left, the privileges are taken back");
    }

    /// <summary>
    /// Ends a user, always on or not: immediately without a session, otherwise when the last of the sessions that this closes has ended.
    /// Any thread, under no lock. For KILL, bans, and dropped always-on users.
    /// </summary>
    public static void End(ChatContext server, User user, string reason)
    {
        Session[] left;
        lock (server.DisconnectGate) left = Condemn(server, user, reason);
        foreach (Session session in left) session.Close(reason, CloseCause.Removed);
    }

    /// <summary>
    /// Ends a user if the condition still holds within the user's lock. Returns false if it does not. Any thread, under no lock.
    /// </summary>
    public static bool TryEnd(ChatContext server, User user, string reason, Func<User, bool> isToEnd)
    {
        Session[]? left;
        lock (server.DisconnectGate)
            lock (user.Gate) left = user.IsRegistered && isToEnd(user) ? Condemn(server, user, reason) : null;
        foreach (Session session in left ?? []) session.Close(reason);
        return left is not null;
    }

    /// <summary>Ends a user without a session who is no longer always on, which nobody else would do. Any thread, under no lock.</summary>
    public static void EndAbandoned(ChatContext server, User user, string reason)
    {
        // With the last that is here it goes by itself.
        if (user.Sessions.Length == 0) TryEnd(server, user, reason, static user => user.Sessions.Length == 0 && !user.IsAlwaysOn);
    }

    private static void Leave(ChatContext server, User user, Session session, string reason)
    {
        lock (user.Gate)
        {
            if (user.Sessions.Length > 1) DetachOne(server, user, session);
            else if (!user.IsAlwaysOn || user.EndReason is not null) Go(server, user, session, user.EndReason ?? reason);
            else Abandon(server, user, session);
        }
    }

    // Answers the sessions that it waits for.
    private static Session[] Condemn(ChatContext server, User user, string reason)
    {
        lock (user.Gate)
        {
            if (!user.IsRegistered) return [];
            user.EndReason ??= reason;
            if (user.Sessions.Length == 0) Go(server, user, null, reason);
            return user.Sessions;
        }
    }

    private static void Go(ChatContext server, User user, Session? last, string reason)
    {
        user.EndReason ??= reason;
        server.Whowas.Add(WhowasHistory.Entry.Of(user, server.Clock.GetUtcNow()));
        using (var rooms = new CommonRooms(user))
        {
            var farewell = new Broadcast(user.Server, user, Lines.Quit(user, Encoding.UTF8.GetBytes(reason)));
            long id = server.Events.TakeId(rooms.Rooms);
            server.Events.Keep(rooms.Rooms, id, LineKind.Quit, RoomEvents.SpeakerOf(user), Encoding.UTF8.GetBytes(reason));
            farewell.Use(id);
            farewell.MayWait();
            rooms.Announce(ref farewell, last);
            rooms.Leave();
            user.Sessions = [];
        }
        server.Users.Remove(user);
        if (user is { IsAlwaysOn: true, Account: { } account }) server.StoredUsers.Forget(account);
    }

    private static void DetachOne(ChatContext server, User user, Session session)
    {
        Detach(server, user, session);
        // Somebody was at that one only.
        if (!Presence.Update(user, user.Sessions)) return;
        server.StoredUsers.Changed(user);
        UserChange.Announce(server, user, Lines.Away(user), Capability.AwayNotify);
    }

    private static void Detach(ChatContext server, User user, Session session)
    {
        using var rooms = new CommonRooms(user);
        foreach (Room room in rooms.Rooms)
        {
            room.RemoveReader(session);
            server.Leavers.Detached(session, room);
        }
        user.Sessions = [.. user.Sessions.Where(other => other != session)];
    }

    private static void Abandon(ChatContext server, User user, Session last)
    {
        Detach(server, user, last);
        // They were given to somebody who is there.
        if (user.IsOperator) OperatorAccess.Revoke(server, user);
        if (user.Away is not null) return;
        user.Away = User.NotConnected;
        UserChange.Announce(server, user, Lines.Away(user), Capability.AwayNotify);
    }
}
