using ChatSockets.Protocol;

namespace ChatSockets.Core.State;

/// <summary>The watchers of nicknames: IRCv3 monitor, extended-monitor.</summary>
/// <remarks>
/// Any thread. <see cref="Gate"/> is held from a change of presence to the last append of the notification, and from a look-up to the
/// append of its reply, so that a watcher's last line about a nickname is always true. It is one lock for all nicknames, because a reply
/// covers many at once.
/// </remarks>
internal sealed class Monitors
{
    /// <summary>The most nicknames that one connection watches (ISUPPORT MONITOR).</summary>
    public const int MaximumTargets = 100;

    private readonly MonitorTold _told;
    private readonly Dictionary<byte[], HashSet<Session>> _watchers = new(CaseMapping.Ascii);
    private readonly Dictionary<byte[], HashSet<Session>>.AlternateLookup<ReadOnlySpan<byte>> _byNickname;
    private readonly Dictionary<Session, HashSet<byte[]>> _targets = [];

    public Monitors(MonitorTold told)
    {
        _told = told;
        _byNickname = _watchers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Follows the rooms' locks in the order. Everything needs it.</summary>
    public Lock Gate { get; } = new();

    /// <summary>How many nicknames are watched.</summary>
    public int Count => _watchers.Count;

    /// <summary>Returns the nicknames that a session watches, in its own spelling.</summary>
    public IReadOnlyCollection<byte[]> TargetsOf(Session watcher) =>
        _targets.TryGetValue(watcher, out HashSet<byte[]>? targets) ? targets : [];

    /// <summary>Whether a session watches that nickname.</summary>
    public bool IsWatching(Session watcher, ReadOnlySpan<byte> nickname) =>
        _byNickname.TryGetValue(nickname, out HashSet<Session>? watchers) && watchers.Contains(watcher);

    /// <summary>Watches one more nickname, which the session does not watch yet; false when the list is full.</summary>
    public bool TryAdd(Session watcher, byte[] nickname)
    {
        if (!_targets.TryGetValue(watcher, out HashSet<byte[]>? targets)) _targets.Add(watcher, targets = new(CaseMapping.Ascii));
        if (targets.Count == MaximumTargets) return false;
        targets.Add(nickname);
        if (!_watchers.TryGetValue(nickname, out HashSet<Session>? watchers)) _watchers.Add(nickname, watchers = []);
        watchers.Add(watcher);
        return true;
    }

    /// <summary>Watches a nickname no more, if it was watched.</summary>
    public void Remove(Session watcher, ReadOnlySpan<byte> nickname)
    {
        if (!_targets.TryGetValue(watcher, out HashSet<byte[]>? targets)) return;
        targets.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(nickname);
        Forget(watcher, nickname);
        if (targets.Count == 0) _targets.Remove(watcher);
        GiveBack();
    }

    /// <summary>Watches nothing any more: it was asked for, or the connection is over.</summary>
    public void Clear(Session watcher)
    {
        if (!_targets.Remove(watcher, out HashSet<byte[]>? targets)) return;
        foreach (byte[] nickname in targets) Forget(watcher, nickname);
        GiveBack();
    }

    /// <summary>A user is here under that nickname from now on.</summary>
    public void Online(User user) => Tell(Numeric.RPL_MONONLINE, user.Nickname, user.Source);

    /// <summary>Nobody has the nickname any more.</summary>
    public void Offline(byte[] nickname) => Tell(Numeric.RPL_MONOFFLINE, nickname, nickname);

    /// <summary>Returns the watchers of a user, for notifications that not all of them want; within the lock.</summary>
    public IEnumerable<Session> WatchersOf(User user) =>
        user.IsRegistered && _watchers.TryGetValue(user.Nickname, out HashSet<Session>? watchers) ? watchers : [];

    private void Tell(Numeric numeric, byte[] nickname, byte[] target)
    {
        if (_watchers.TryGetValue(nickname, out HashSet<Session>? watchers)) _told(numeric, target, watchers);
    }

    private void Forget(Session watcher, ReadOnlySpan<byte> nickname)
    {
        if (!_byNickname.TryGetValue(nickname, out HashSet<Session>? watchers)) return;
        watchers.Remove(watcher);
        if (watchers.Count == 0) _byNickname.Remove(nickname);
    }

    // A dictionary keeps the memory of its best days.
    private void GiveBack()
    {
        if (_watchers.Count > 0) return;
        _watchers.TrimExcess();
        _targets.TrimExcess();
    }
}

/// <summary>Tells those who watch a nickname that it has come or gone. Within <see cref="Monitors.Gate"/>.</summary>
/// <param name="numeric">Which of the two.</param>
/// <param name="target">The nickname, or all of nick!user@host.</param>
/// <param name="watchers">Who watches it.</param>
internal delegate void MonitorTold(Numeric numeric, byte[] target, HashSet<Session> watchers);
