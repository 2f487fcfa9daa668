using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Core.Accounts;
using ChatSockets.Protocol;
using ChatSockets.Storage;

namespace ChatSockets.Core.State;

/// <summary>
/// The users by nickname. Any thread; a nickname is claimed and released atomically, so two users never have the same. Connecting,
/// disconnecting and renaming happen within the monitors' lock, so that a nickname's events are announced in their order.
/// </summary>
internal sealed class UserDirectory
{
    private static readonly Comparer<byte[]> BytesInOrder =
        Comparer<byte[]>.Create(static (one, other) => one.AsSpan().SequenceCompareTo(other));

    private readonly ConcurrentDictionary<byte[], User> _byNickname = new(CaseMapping.Ascii);
    private readonly ConcurrentDictionary<byte[], User>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    // By the nickname's skeleton: one of several users where these were restored together.
    private readonly ConcurrentDictionary<byte[], User> _bySkeleton = new(CaseMapping.Ascii);
    private readonly AccountUsers _accounts = new();
    private readonly Monitors _monitors;
    private readonly StoredUsers _stored;
    private readonly Mailbox _mailbox;
    private int _registered;
    private int _mostRegistered;
    private int _invisible;
    private int _operators;
    private int _unknown;

    public UserDirectory(Monitors monitors, StoredUsers stored, Mailbox mailbox)
    {
        (_monitors, _stored, _mailbox) = (monitors, stored, mailbox);
        _lookup = _byNickname.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>How many users are registered.</summary>
    public int Count => Volatile.Read(ref _registered);

    /// <summary>The most that ever were at a time.</summary>
    public int Most => Volatile.Read(ref _mostRegistered);

    /// <summary>How many of them do not want to be found.</summary>
    public int Invisible => Volatile.Read(ref _invisible);

    /// <summary>How many of them look after the server.</summary>
    public int Operators => Volatile.Read(ref _operators);

    /// <summary>How many connections are there that have not registered.</summary>
    public int Unknown => Volatile.Read(ref _unknown);

    /// <summary>Every registered user at about this moment.</summary>
    public IEnumerable<User> All => _byNickname.Select(pair => pair.Value).Where(user => user.IsRegistered);

    /// <summary>The same in an order that is the same on all servers that share a log, for what changes several of them.</summary>
    public IEnumerable<User> InOrder() => All.OrderBy(static user => user.Nickname, BytesInOrder);

    /// <summary>The registered user of that nickname.</summary>
    public bool TryFind(ReadOnlySpan<byte> nickname, [NotNullWhen(true)] out User? user) =>
        _lookup.TryGetValue(nickname, out user) && user.IsRegistered;

    /// <summary>
    /// Returns the registered user that a new session of the account joins: the holder of the requested nickname if it belongs to the
    /// account, otherwise the account's first user. Never a user who is leaving.
    /// </summary>
    public User? FindByAccount(byte[] account, byte[]? nickname)
    {
        if (nickname is not null && TryFind(nickname, out User? holder) && holder.EndReason is null
            && CaseMapping.Ascii.Equals(holder.Account, account)) return holder;
        return _accounts.Find(account);
    }

    /// <summary>Returns all registered users of an account. Check again, within their locks, before acting on them.</summary>
    public User[] OfAccount(byte[] account) => _accounts.Of(account);

    /// <summary>Raised by every change of an account: data read at another version may be old.</summary>
    public long AccountVersion => _accounts.Version;

    /// <summary>An account has been made or changed, or is no more; for <see cref="Accounts.AccountDirectory.Changed"/>.</summary>
    public void AccountChanged() => _accounts.Changed();

    /// <summary>
    /// Returns whether a taken nickname may turn out to be the session's own once it has registered: its account is the holder's, or it may
    /// still log in to that account.
    /// </summary>
    public bool MayTurnOutToBeOf(Session session, ReadOnlySpan<byte> nickname)
    {
        if (session.User.Account is { } account && FindByAccount(account, null) is not null) return true;
        if (!session.IsNegotiating) return false;
        if (!_lookup.TryGetValue(nickname, out User? holder)
            && !_bySkeleton.TryGetValue(Confusables.SkeletonOf(nickname), out holder)) return true;
        // Terminals that come back together after a restart all want the one nickname, and it is not known yet that they are one person's.
        return !holder.IsRegistered || holder.Account is not null;
    }

    /// <summary>
    /// Gives the user the nickname and releases the old one. Returns false if somebody else has it, or one that looks like it. Within the
    /// user's lock once it is registered.
    /// </summary>
    /// <remarks>The name of one's account is one's own, whatever others look like.</remarks>
    /// <param name="nickname">The new one.</param>
    /// <param name="user">Whose.</param>
    /// <param name="mayBeConfusable">Whether it does not matter what others' look like.</param>
    public bool TryClaim(byte[] nickname, User user, bool mayBeConfusable = false)
    {
        byte[] old = user.Nickname;
        if (!user.IsRegistered || CaseMapping.Ascii.Equals(nickname, old)) return TryExchange(old, nickname, user, mayBeConfusable);
        lock (_monitors.Gate)
        {
            if (!TryExchange(old, nickname, user, mayBeConfusable)) return false;
            _monitors.Offline(old);
            _monitors.Online(user);
            return true;
        }
    }

    /// <summary>The user whose nickname can be mistaken for this one, and is not the same.</summary>
    public User? FindConfusable(ReadOnlySpan<byte> nickname) =>
        _bySkeleton.TryGetValue(Confusables.SkeletonOf(nickname), out User? other) && !CaseMapping.Ascii.Equals(nickname, other.Nickname)
            ? other : null;

    /// <summary>A connection has begun; whose it is will be seen.</summary>
    public void Connected() => Interlocked.Increment(ref _unknown);

    /// <summary>It is known whose the connection is, or it is over.</summary>
    public void Identified() => Interlocked.Decrement(ref _unknown);

    /// <summary>
    /// Registers the user. Returns false if its account already has a user to join, or accounts have changed since it proved its own.
    /// Within the user's lock, so that a thread that finds it by its account waits until it is registered.
    /// </summary>
    public bool TryRegister(User user)
    {
        if (user.Account is { } account && !_accounts.TryAddFirst(account, user, user.Proof?.Version)) return false;
        lock (_monitors.Gate)
        {
            user.IsRegistered = true;
            _monitors.Online(user);
        }
        int now = Interlocked.Increment(ref _registered);
        int most;
        while (now > (most = Most) && Interlocked.CompareExchange(ref _mostRegistered, now, most) != most)
        {
        }
        return true;
    }

    /// <summary>
    /// Logs the user in to that account only. Returns false, and changes nothing, if accounts have changed since that version. The user is
    /// no longer always on, unless it already was in this account. Within the user's lock; for <c>Login</c>.
    /// </summary>
    public bool TryLogIn(User user, byte[] account, long version)
    {
        byte[]? before = user.Account;
        if (user.IsRegistered ? !_accounts.TryMove(before, account, user, version) : version != AccountVersion) return false;
        if (account.AsSpan().SequenceEqual(before)) return true;
        if (user.IsRegistered) StopKeeping(user, before);
        user.Account = account;
        if (user.IsRegistered && user.HearsAccountsOnly) _mailbox.HearAccountsOnly(account, isOn: true);
        return true;
    }

    /// <summary>The user is logged in no more, nor always on. Within the user's lock; for <c>Login</c>.</summary>
    public void LogOut(User user)
    {
        byte[]? before = user.Account;
        user.Account = null;
        if (!user.IsRegistered || before is null) return;
        StopKeeping(user, before);
        _accounts.Remove(before, user);
    }

    private void StopKeeping(User user, byte[]? account)
    {
        bool wasAlwaysOn = user.IsAlwaysOn;
        user.IsAlwaysOn = false;
        if (!wasAlwaysOn || account is null) return;
        _stored.Forget(account);
        // Nor do the rooms last because of it.
        using var rooms = new CommonRooms(user);
        foreach (Room room in rooms.Rooms) room.ForgetMember(room.Find(user)!);
    }

    /// <summary>
    /// Sets or clears one user mode and keeps count. Any thread. A user who stops being an operator also loses the privileges.
    /// </summary>
    public void SetMode(User user, UserModes mode, bool on)
    {
        if (mode == UserModes.Operator && !on) user.Operator = null;
        if (!user.TrySetMode(mode, on)) return;
        if (mode == UserModes.Invisible) Interlocked.Add(ref _invisible, on ? 1 : -1);
        if (mode == UserModes.Operator) Interlocked.Add(ref _operators, on ? 1 : -1);
    }

    /// <summary>A registered user is gone, the nickname is free. Within the user's lock.</summary>
    public void Remove(User user)
    {
        SetMode(user, UserModes.Invisible, false);
        SetMode(user, UserModes.Operator, false);
        if (user.Account is { } account) _accounts.Remove(account, user);
        lock (_monitors.Gate)
        {
            user.IsRegistered = false;
            Release(user.Nickname, user);
            _monitors.Offline(user.Nickname);
        }
        // Last: whoever does not count any more is gone.
        Interlocked.Decrement(ref _registered);
    }

    /// <summary>Releases the nickname of a user who is not registered.</summary>
    public void Release(User user)
    {
        if (Release(user.Nickname, user)) user.Nickname = User.NoNickname;
    }

    // Both are taken before any is released, so that nobody can have one meanwhile that the user goes on to have.
    private bool TryExchange(byte[] old, byte[] nickname, User user, bool mayBeConfusable)
    {
        byte[] skeleton = Confusables.SkeletonOf(nickname), oldSkeleton = Confusables.SkeletonOf(old);
        bool isLikeOld = CaseMapping.Ascii.Equals(skeleton, oldSkeleton), isOwn = CaseMapping.Ascii.Equals(nickname, user.Account);
        if (_bySkeleton.GetOrAdd(skeleton, user) != user && !mayBeConfusable && !isLikeOld && !isOwn) return false;
        bool isSame = CaseMapping.Ascii.Equals(nickname, old);
        if (!isSame && !_byNickname.TryAdd(nickname, user))
        {
            if (!isLikeOld) Release(_bySkeleton, skeleton, user);
            return false;
        }
        user.Nickname = nickname;
        if (!isSame) Release(_byNickname, old, user);
        if (!isLikeOld) Release(_bySkeleton, oldSkeleton, user);
        return true;
    }

    private bool Release(byte[] nickname, User user)
    {
        Release(_bySkeleton, Confusables.SkeletonOf(nickname), user);
        return Release(_byNickname, nickname, user);
    }

    private static bool Release(ConcurrentDictionary<byte[], User> users, byte[] key, User user) =>
        users.TryRemove(new KeyValuePair<byte[], User>(key, user));
}
