using ChatSockets.Core.Accounts;
using ChatSockets.Core.Delivery;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.Actions;

/// <summary>
/// Users who stay without a connection, also across restarts. <see cref="User.IsAlwaysOn"/> marks such a user; <see cref="Disconnect.End"/>
/// ends one.
/// </summary>
internal static class AlwaysOn
{
    /// <summary>The address of a user without a connection, as WHOX sends it where it is hidden.</summary>
    private const string NoAddress = "255.255.255.255";

    /// <summary>Reached between reading the account and updating the user.</summary>
    public const string AccountRead = "whether an account is always on has been read";

    /// <summary>
    /// Sets whether an account's users stay without a session, in the store and for its users, whatever happens to them or the account
    /// meanwhile. Returns false if this user is no longer logged in to it. Any thread, under no lock.
    /// </summary>
    /// <exception cref="StoreException">It is as it was.</exception>
    public static bool TrySet(ChatContext server, User user, Account account, bool isAlwaysOn)
    {
        if (!server.Accounts.SetAlwaysOn(account, isAlwaysOn)) return false;
        bool isSet = false;
        foreach (User one in server.Users.OfAccount(account.Name)) isSet |= Agree(server, one, account) && one == user;
        return isSet;
    }

    // The user is what the store says of its account; false where it is not that account's user any more.
    private static bool Agree(ChatContext server, User user, Account account)
    {
        while (true)
        {
            long version = server.Users.AccountVersion;
            if (server.Accounts.Find(account.Name) is not { } now) return false;
            server.Checkpoints.Reach(AccountRead);
            lock (user.Gate)
            {
                if (server.Users.AccountVersion != version) continue;
                if (!user.IsRegistered || !CaseMapping.Ascii.Equals(user.Account, account.Name)) return false;
                Set(server, user, now.IsAlwaysOn);
            }
            Disconnect.EndAbandoned(server, user, "Not always on any more");
            return true;
        }
    }

    /// <summary>Sets whether a logged-in user stays without a session. Within its lock.</summary>
    public static void Set(ChatContext server, User user, bool isAlwaysOn)
    {
        // Nothing is known of those who are not registered yet; and who becomes a session of another user counts for nothing.
        if (user.IsRegistered && user.IsAlwaysOn != isAlwaysOn) Keep(server, user, isAlwaysOn);
        user.IsAlwaysOn = isAlwaysOn;
    }

    /// <summary>
    /// Makes an always-on user, away and in the stored rooms, until a session of the account connects; its host is the server's name.
    /// Returns null if the nickname is taken or the account already has a user. Any thread, under no lock, at any time.
    /// </summary>
    /// <param name="server">The server.</param>
    /// <param name="kept">The stored user.</param>
    /// <exception cref="StoreException">A room could not be opened; the user is here, and in those before it.</exception>
    public static User? Restore(ChatContext server, StoredUser kept)
    {
        var user = new User(server, NoAddress)
        {
            Username = kept.Username,
            RealName = kept.RealName,
            Account = kept.Account,
            Away = kept.Away ?? User.NotConnected,
            Host = server.Name,
            IsAlwaysOn = true,
            Metadata = kept.Metadata,
        };
        lock (user.Gate)
        {
            // Also where another user's nickname is like it: they were both here before.
            if (!server.Users.TryClaim(kept.Nickname, user, mayBeConfusable: true)) return null;
            if (!server.Users.TryRegister(user))
            {
                server.Users.Release(user);
                return null;
            }
        }
        foreach (UserModeRow row in UserModeRow.All)
        {
            if (kept.Modes.HasFlag(row.Mode)) server.Users.SetMode(user, row.Mode, true);
        }
        foreach ((byte[] room, MemberModes modes) in kept.Rooms) Enter(server, user, room, modes);
        return user;
    }

    /// <summary>Restores the users who were always on when the server ended. Before any client can connect.</summary>
    /// <exception cref="StoreException">They cannot be read.</exception>
    public static void RestoreAll(ChatContext server)
    {
        // Before their members, so that no member finds an open room where a closed one was; one to which nobody comes back closes.
        IReadOnlyList<Room> rooms = server.Rooms.Reopen();
        foreach (StoredUser kept in server.StoredUsers.All()) Restore(server, kept);
        foreach (Room room in rooms)
        {
            lock (room.Gate) room.CloseIfEmpty();
        }
    }

    /// <summary>Stores a user and their rooms, or that the user is not always on. Within the user's lock.</summary>
    public static void Keep(ChatContext server, User user, bool isAlwaysOn)
    {
        StoredUsers kept = server.StoredUsers;
        kept.Forget(user.Account!);
        if (isAlwaysOn) kept.Keep(user);
        using var rooms = new CommonRooms(user);
        foreach (Room room in rooms.Rooms)
        {
            if (isAlwaysOn) room.KeepMember(room.Find(user)!);
            else room.ForgetMember(room.Find(user)!);
        }
    }

    private static void Enter(ChatContext server, User user, byte[] name, MemberModes modes)
    {
        while (true)
        {
            Room room = server.Rooms.FindOrCreate(name, server.Clock.GetUtcNow());
            lock (user.Gate)
                lock (room.Gate)
                {
                    if (room.IsClosed || !CaseMapping.Ascii.Equals(name, room.Name)) continue;
                    if (!user.IsRegistered || room.Find(user) is not null)
                    {
                        room.CloseIfEmpty();
                        return;
                    }
                    // Also past what would keep others out: the user has been in before.
                    room.Enter(user);
                    room.SetModes(room.Find(user)!, room.IsRegistered ? modes : RoleChange.WithoutFounder(modes));
                    var entrance = new Broadcast(server, user, Lines.Join(user, room), Lines.ExtendedJoin(user, room));
                    entrance.To(room.Readers);
                    var away = new Broadcast(server, user, Lines.Away(user));
                    away.To(room.Readers, except: null, Capability.AwayNotify);
                    return;
                }
        }
    }
}
