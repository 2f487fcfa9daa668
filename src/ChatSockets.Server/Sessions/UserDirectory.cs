using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ChatSockets.Protocol;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// Who has which nickname. Any thread; a nickname is claimed and let go in one step, so that no two users ever have the same. Who is here and under
/// which name changes within the monitors' lock, so that they are told of one nickname's comings and goings in the order in which these happened.
/// </summary>
internal sealed class UserDirectory
{
    private readonly ConcurrentDictionary<byte[], User> _byNickname = new(CaseMapping.Ascii);
    private readonly ConcurrentDictionary<byte[], User>.AlternateLookup<ReadOnlySpan<byte>> _lookup;
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

    /// <summary>Gives the user the nickname and takes the old one back; false when somebody else has it.</summary>
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

    /// <summary>A connection has begun; whose it is will be seen. <see cref="Remove"/> ends it, registered or not.</summary>
    public void Connected() => Interlocked.Increment(ref _unknown);

    /// <summary>The user is here from now on.</summary>
    public void Register(User user)
    {
        lock (_monitors.Gate)
        {
            user.IsRegistered = true;
            _monitors.Online(user);
        }
        Interlocked.Decrement(ref _unknown);
        int now = Interlocked.Increment(ref _registered);
        int most;
        while (now > (most = Most) && Interlocked.CompareExchange(ref _mostRegistered, now, most) != most)
        {
        }
    }

    /// <summary>Sets or unsets one user mode and keeps count. Any thread. Whoever is no operator any more has no privileges either.</summary>
    public void SetMode(User user, UserModes mode, bool on)
    {
        if (mode == UserModes.Operator && !on) user.Operator = null;
        if (!user.TrySetMode(mode, on)) return;
        if (mode == UserModes.Invisible) Interlocked.Add(ref _invisible, on ? 1 : -1);
        if (mode == UserModes.Operator) Interlocked.Add(ref _operators, on ? 1 : -1);
    }

    /// <summary>The user is gone, the nickname is free.</summary>
    public void Remove(User user)
    {
        SetMode(user, UserModes.Invisible, false);
        SetMode(user, UserModes.Operator, false);
        Interlocked.Decrement(ref user.IsRegistered ? ref _registered : ref _unknown);
        if (!user.IsRegistered)
        {
            Release(user.Nickname, user);
            return;
        }
        lock (_monitors.Gate)
        {
            user.IsRegistered = false;
            Release(user.Nickname, user);
            _monitors.Clear(user.Session);
            _monitors.Offline(user.Nickname);
        }
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
