using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>
/// The users of each account; a new session joins the first. There are several only if a user has logged in while another was already
/// connected. Any thread; only for <see cref="UserDirectory"/>.
/// </summary>
/// <remarks>
/// Every change of an account raises a version before it acts on it, and whoever adds a user passes the version at which the account was
/// read. So either that version is found to be old, or the change finds the new user here.
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

    /// <summary>Returns the first user who is not leaving; null if there is none.</summary>
    public User? Find(byte[] account)
    {
        lock (_gate) return Array.Find(_users.GetValueOrDefault(account, []), IsStaying);
    }

    /// <summary>
    /// Adds the first user. Returns false if there is already one who stays, or accounts have changed since that version.
    /// </summary>
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
