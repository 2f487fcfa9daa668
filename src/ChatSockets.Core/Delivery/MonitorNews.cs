using ChatSockets.Core.State;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Delivery;

/// <summary>What those are told who watch nicknames: IRCv3 monitor and extended-monitor.</summary>
internal static class MonitorNews
{
    /// <summary>A nickname has come or gone. Within the monitors' lock.</summary>
    public static void Tell(ChatEnvironment server, Numeric numeric, byte[] target, HashSet<Session> watchers)
    {
        if (server.IsStopping) return;
        // An asterisk in the place of the watcher's nickname: one line serves all of them.
        var writer = new MessageWriter(stackalloc byte[WireLimits.Line]);
        writer.Source(server.Name);
        writer.Verb(numeric);
        writer.Parameter("*"u8);
        writer.Trailing(target);
        var news = new Broadcast(server, null, writer.ToArray());
        // As other numerics: with the time, but without an id, for there is nothing to refer to.
        foreach (Session watcher in watchers) news.To(watcher.Outbox, Variant.Time | Variant.Frames);
    }

    /// <summary>
    /// A user has changed: tells those who watch it and negotiated extended-monitor and the capability, but none who is in one of the
    /// rooms, because these are told there.
    /// </summary>
    public static void Announce(this Monitors monitors, User user, scoped ref Broadcast change, Capability needed, ReadOnlySpan<Room> told)
    {
        lock (monitors.Gate)
        {
            foreach (Session watcher in monitors.WatchersOf(user))
            {
                if (watcher.User != user && watcher.Has(needed | Capability.ExtendedMonitor) && !IsInOneOf(told, watcher.User))
                    change.To(watcher.Outbox);
            }
        }
    }

    private static bool IsInOneOf(ReadOnlySpan<Room> rooms, User user)
    {
        foreach (Room room in rooms)
        {
            if (room.Find(user) is not null) return true;
        }
        return false;
    }
}
