using System.Diagnostics;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>Thousands of connections that never say a word, held for a while.</summary>
internal sealed class SilentCrowd(int count, TimeSpan hold) : Attack
{
    private const int AtOnce = 8;

    private readonly List<(Connection Connection, Attacker Attacker)> _crowd = [];
    private readonly List<Attacker> _waiting = [];
    private long _complete;

    public override string Name => $"{count} connections that say nothing";

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override string Outcome =>
        $"{_crowd.Count - _waiting.Count} connected, {_crowd.Count(one => one.Attacker.IsClosed)} closed by the server within "
            + $"{hold.TotalSeconds} s";

    public override bool Step(Driver driver)
    {
        if (_complete != 0) return Stopwatch.GetElapsedTime(_complete) >= hold;
        _waiting.RemoveAll(attacker => attacker.IsConnected);
        while (_waiting.Count < AtOnce && _crowd.Count < count)
        {
            var attacker = new Attacker();
            _crowd.Add((driver.Open("hush", attacker), attacker));
            _waiting.Add(attacker);
        }
        if (_waiting.Count == 0) _complete = Stopwatch.GetTimestamp();
        return false;
    }

    public override void End(Driver driver) => _crowd.ForEach(one => driver.Close(one.Connection));
}
