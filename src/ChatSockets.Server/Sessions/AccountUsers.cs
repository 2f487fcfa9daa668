using ChatSockets.Protocol;

namespace ChatSockets.Server.Sessions;

/// <summary>
/// The users of each account, the first of whom is the one whose session a new one becomes. There may be more only because somebody has logged in when
/// both were here already. Any thread; only for <see cref="UserDirectory"/>.
/// </summary>
internal sealed class AccountUsers
{
    private readonly Lock _gate = new();
    private readonly Dictionary<byte[], User[]> _users = new(CaseMapping.Ascii);

    /// <summary>The first, but for those who must go; null for none.</summary>
    public User? Find(byte[] account)
    {
        lock (_gate) return Array.Find(_users.GetValueOrDefault(account, []), IsStaying);
    }

    /// <summary>Adds the first; false where there is one already who stays.</summary>
    public bool TryAddFirst(byte[] account, User user)
    {
        lock (_gate)
        {
            if (Array.Exists(_users.GetValueOrDefault(account, []), IsStaying)) return false;
            Add(account, user);
            return true;
        }
    }

    public void Add(byte[] account, User user)
    {
        lock (_gate) _users[account] = [.. _users.GetValueOrDefault(account, []), user];
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

    private static bool IsStaying(User user) => user.EndReason is null;
}
