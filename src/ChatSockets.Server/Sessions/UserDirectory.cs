using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Protocol;
using ChatSockets.Server.Rooms;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// Who has which nickname. Any thread; a nickname is claimed and let go in one step, so that no two users ever have the same. Who is here
/// and under which name changes within the monitors' lock, so that they are told of one nickname's comings and goings in the order in which
/// these happened.
/// </summary>
internal sealed class UserDirectory
{
    private readonly ConcurrentDictionary<byte[], User> _byNickname = new(CaseMapping.Ascii);
    private readonly ConcurrentDictionary<byte[], User>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
    private readonly AccountUsers _accounts = new();
    private readonly Monitors _monitors;
    private int _registered;
    private int _mostRegistered;
    private int _invisible;
    private int _operators;
    private int _unknown;

    public UserDirectory(Monitors monitors)
    {
        _monitors = monitors;
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

    /// <summary>The registered user of that nickname.</summary>
    public bool TryFind(ReadOnlySpan<byte> nickname, [NotNullWhen(true)] out User? user) =>
        _lookup.TryGetValue(nickname, out user) && user.IsRegistered;

    /// <summary>
    /// The registered user whose session one with that account becomes: who has the nickname asked for, if that is one of the account's, or
    /// else the first of the account's. None of those who must go.
    /// </summary>
    public User? FindByAccount(byte[] account, byte[]? nickname)
    {
        if (nickname is not null && TryFind(nickname, out User? holder) && holder.EndReason is null
            && CaseMapping.Ascii.Equals(holder.Account, account)) return holder;
        return _accounts.Find(account);
    }

    /// <summary>All registered users of an account. Whoever acts on them looks again, within their locks.</summary>
    public User[] OfAccount(byte[] account) => _accounts.Of(account);

    /// <summary>Raised by every change of an account: what was read of one at another version may be old.</summary>
    public long AccountVersion => _accounts.Version;

    /// <summary>An account has been made or changed, or is no more; for <see cref="Accounts.AccountDirectory.Changed"/>.</summary>
    public void AccountChanged() => _accounts.Changed();

    /// <summary>
    /// Whether a nickname that somebody has may turn out to be a session's by the time its registration is complete: its account is that of
    /// the holder, or it may still log in to it.
    /// </summary>
    public bool MayTurnOutToBeOf(Session session, ReadOnlySpan<byte> nickname)
    {
        if (session.User.Account is { } account && FindByAccount(account, null) is not null) return true;
        if (!session.IsNegotiating) return false;
        if (!_lookup.TryGetValue(nickname, out User? holder)) return true;
        // Terminals that come back together after a restart all want the one nickname, and it is not known yet that they are one person's.
        return !holder.IsRegistered || holder.Account is not null;
    }

    /// <summary>
    /// Gives the user the nickname and takes the old one back; false when somebody else has it. Within the user's lock, once it is
    /// registered.
    /// </summary>
    public bool TryClaim(byte[] nickname, User user)
    {
        byte[] old = user.Nickname;
        if (CaseMapping.Ascii.Equals(nickname, old))
        {
            user.Nickname = nickname;
            return true;
        }
        if (!user.IsRegistered) return TryExchange(old, nickname, user);
        lock (_monitors.Gate)
        {
            if (!TryExchange(old, nickname, user)) return false;
            _monitors.Offline(old);
            _monitors.Online(user);
            return true;
        }
    }

    /// <summary>A connection has begun; whose it is will be seen.</summary>
    public void Connected() => Interlocked.Increment(ref _unknown);

    /// <summary>It is known whose the connection is, or it is over.</summary>
    public void Identified() => Interlocked.Decrement(ref _unknown);

    /// <summary>
    /// The user is here from now on; false when its account has a user already, who is the one, or accounts have been changed since it has
    /// proved that the account is its own. Within the user's lock, so that whoever finds it by the account waits until it is here.
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
    /// The user is logged in to that account, and to no other; false where accounts have been changed since that version, and nothing has
    /// happened then. It is not always on, unless that is what it was in this account. Within the user's lock; for <see cref="Login"/>.
    /// </summary>
    public bool TryLogIn(User user, byte[] account, long version)
    {
        byte[]? before = user.Account;
        if (user.IsRegistered ? !_accounts.TryMove(before, account, user, version) : version != AccountVersion) return false;
        if (account.AsSpan().SequenceEqual(before)) return true;
        if (user.IsRegistered) StopKeeping(user, before);
        user.Account = account;
        if (user.IsRegistered && user.HearsAccountsOnly) user.Server.Mailbox.HearAccountsOnly(account, isOn: true);
        return true;
    }

    /// <summary>The user is logged in no more, nor always on. Within the user's lock; for <see cref="Login"/>.</summary>
    public void LogOut(User user)
    {
        byte[]? before = user.Account;
        user.Account = null;
        if (!user.IsRegistered || before is null) return;
        StopKeeping(user, before);
        _accounts.Remove(before, user);
    }

    private static void StopKeeping(User user, byte[]? account)
    {
        bool wasAlwaysOn = user.IsAlwaysOn;
        user.IsAlwaysOn = false;
        if (!wasAlwaysOn || account is null) return;
        user.Server.StoredUsers.Forget(account);
        // Nor do the rooms last because of it.
        using var rooms = new CommonRooms(user);
        foreach (Room room in rooms.Rooms) room.ForgetMember(room.Find(user)!);
    }

    /// <summary>
    /// Sets or unsets one user mode and keeps count. Any thread. Whoever is no operator any more has no privileges either.
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

    /// <summary>The nickname of a user who is not registered is free again.</summary>
    public void Release(User user)
    {
        Release(user.Nickname, user);
        user.Nickname = User.NoNickname;
    }

    private bool TryExchange(byte[] old, byte[] nickname, User user)
    {
        if (!_byNickname.TryAdd(nickname, user)) return false;
        user.Nickname = nickname;
        Release(old, user);
        return true;
    }

    private void Release(byte[] nickname, User user) => _byNickname.TryRemove(new KeyValuePair<byte[], User>(nickname, user));
}
