using ChatSockets.Protocol;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// The users of each account, the first of whom is the one whose session a new one becomes. There may be more only because somebody has
/// logged in when both were here already. Any thread; only for <see cref="UserDirectory"/>.
/// </summary>
/// <remarks>
/// It has a version, which every change of an account raises before anything else is done because of it. Whoever is added as a user says at
/// which version the account was read. So either that is seen to be old, or whoever has changed the account finds the user here.
/// </remarks>
internal sealed class AccountUsers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], User[]> _users = new(CaseMapping.Ascii);
    private long _version;

    public long Version
    {
        get
        {
            lock (_gate) return _version;
        }
    }

    /// <summary>An account has been changed.</summary>
    public void Changed()
    {
        lock (_gate) _version++;
    }

    /// <summary>All of an account.</summary>
    public User[] Of(byte[] account)
    {
        lock (_gate) return _users.GetValueOrDefault(account, []);
    }

    /// <summary>The first, but for those who must go; null for none.</summary>
    public User? Find(byte[] account)
    {
        lock (_gate) return Array.Find(_users.GetValueOrDefault(account, []), IsStaying);
    }

    /// <summary>Adds the first; false where there is one already who stays, or accounts have been changed since that version.</summary>
    public bool TryAddFirst(byte[] account, User user, long? version)
    {
        lock (_gate)
        {
            if (version is { } read && read != _version) return false;
            if (Array.Exists(_users.GetValueOrDefault(account, []), IsStaying)) return false;
            Add(account, user);
            return true;
        }
    }

    /// <summary>Makes a user that of another account; false where accounts have been changed since that version.</summary>
    public bool TryMove(byte[]? before, byte[] account, User user, long version)
    {
        lock (_gate)
        {
            if (version != _version) return false;
            if (before is not null && CaseMapping.Ascii.Equals(before, account)) return true;
            if (before is not null) Remove(before, user);
            Add(account, user);
            return true;
        }
    }

    public void Remove(byte[] account, User user)
    {
        lock (_gate)
        {
            User[] others = [.. _users.GetValueOrDefault(account, []).Where(other => other != user)];
            if (others.Length > 0) _users[account] = others;
            else _users.Remove(account);
        }
    }

    private void Add(byte[] account, User user) => _users[account] = [.. _users.GetValueOrDefault(account, []), user];

    private static bool IsStaying(User user) => user.EndReason is null;
}
