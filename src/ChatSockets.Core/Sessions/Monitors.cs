using ChatSockets.Core.Delivery;
using ChatSockets.Core.Rooms;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Sessions;

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

    private readonly ChatContext _server;
    private readonly Dictionary<byte[], HashSet<Session>> _watchers = new(CaseMapping.Ascii);
    private readonly Dictionary<byte[], HashSet<Session>>.AlternateLookup<ReadOnlySpan<byte>> _byNickname;
    private readonly Dictionary<Session, HashSet<byte[]>> _targets = [];

    public Monitors(ChatContext server)
    {
        _server = server;
        _byNickname = _watchers.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>Follows the rooms' locks in the order. Everything except <see cref="Announce"/> needs it.</summary>
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

    /// <summary>
    /// Tells the watchers of a user about a change, if they negotiated extended-monitor and the capability; takes the lock itself.
    /// </summary>
    /// <param name="user">The user.</param>
    /// <param name="change">The change.</param>
    /// <param name="needed">The capability of the change.</param>
    /// <param name="told">The locked rooms whose members know already.</param>
    public void Announce(User user, scoped ref Broadcast change, Capability needed, ReadOnlySpan<Room> told)
    {
        lock (Gate)
        {
            if (!user.IsRegistered || !_watchers.TryGetValue(user.Nickname, out HashSet<Session>? watchers)) return;
            foreach (Session watcher in watchers)
            {
                if (watcher.User != user && watcher.Has(needed | Capability.ExtendedMonitor) && !IsInOneOf(told, watcher.User))
                    change.To(watcher.Outbox);
            }
        }
    }

    /// <summary>Returns the watchers of a user, for notifications that not all of them want; within the lock.</summary>
    public IEnumerable<Session> WatchersOf(User user) =>
        user.IsRegistered && _watchers.TryGetValue(user.Nickname, out HashSet<Session>? watchers) ? watchers : [];

    private static bool IsInOneOf(ReadOnlySpan<Room> rooms, User user)
    {
        foreach (Room room in rooms)
        {
            if (room.Find(user) is not null) return true;
        }
        return false;
    }

    // An asterisk in the place of the watcher's nickname: one line serves all of them.
    private void Tell(Numeric numeric, byte[] nickname, ReadOnlySpan<byte> target)
    {
        if (_server.IsStopping || !_watchers.TryGetValue(nickname, out HashSet<Session>? watchers)) return;
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Source(_server.Name);
        writer.Verb(numeric);
        writer.Parameter("*"u8);
        writer.Trailing(target);
        var news = new Broadcast(_server, null, writer.ToArray());
        // As other numerics: with the time, but without an id, for there is nothing to refer to.
        foreach (Session watcher in watchers) news.To(watcher.Outbox, Variant.Time | Variant.Frames);
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
