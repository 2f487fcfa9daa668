namespace ChatSockets.Client.Core;

/// <summary>The deadlines that a client and each of its networks can have, at most one of each.</summary>
internal enum Alarm
{
    /// <summary>Connecting, registering and joining must be over.</summary>
    Connect,

    /// <summary>Nothing was heard for a while: is the server still there?</summary>
    Silence,

    /// <summary>The next attempt after a lost connection.</summary>
    Reconnect,

    /// <summary>The goodbye has waited long enough.</summary>
    Leave,

    /// <summary>A script's own deadline.</summary>
    Script,
}

/// <summary>Deadlines by the clock. The loop's thread sets and clears them; one that passes is posted to the loop.</summary>
internal sealed class Alarms(TimeProvider clock, Network? network, Action<AppEvent> post) : IDisposable
{
    private readonly Dictionary<Alarm, (ITimer Timer, long Version)> _set = [];
    private long _lastVersion;

    /// <summary>The network whose deadlines they are; null for those of the whole client.</summary>
    public Network? Network => network;

    public void Set(Alarm alarm, TimeSpan delay)
    {
        Clear(alarm);
        long version = ++_lastVersion;
        ITimer timer = clock.CreateTimer(_ => post(new AlarmRang(this, alarm, version)), null, delay, Timeout.InfiniteTimeSpan);
        _set[alarm] = (timer, version);
    }

    public void Clear(Alarm alarm)
    {
        if (_set.Remove(alarm, out var entry)) entry.Timer.Dispose();
    }

    /// <summary>The event of an alarm that is set and passes now; null if it is not set. A recording is played so.</summary>
    public AlarmRang? Rung(Alarm alarm) => _set.TryGetValue(alarm, out var entry) ? new AlarmRang(this, alarm, entry.Version) : null;

    /// <summary>Returns whether that alarm is still set; clears it.</summary>
    public bool Take(AlarmRang rang)
    {
        if (!_set.TryGetValue(rang.Alarm, out var entry) || entry.Version != rang.Version) return false;
        Clear(rang.Alarm);
        return true;
    }

    public void Dispose()
    {
        foreach (var entry in _set.Values) entry.Timer.Dispose();
        _set.Clear();
    }
}
