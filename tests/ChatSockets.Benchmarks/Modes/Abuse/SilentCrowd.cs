using System.Diagnostics;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>Thousands of connections that never say a word, held for a while.</summary>
internal sealed class SilentCrowd(int count, TimeSpan hold) : Attack
{
    private const int AtOnce = 8;

    private readonly List<(Connection Connection, Attacker Attacker)> _crowd = [];
    private long _complete;

    public override string Name => $"{count} connections that say nothing";

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override string Outcome =>
        $"{Connected} connected, {_crowd.Count(one => one.Attacker.IsClosed)} closed by the server within {hold.TotalSeconds} s";

    private int Connected => _crowd.Count(one => one.Attacker.IsConnected);

    public override bool Step(Driver driver)
    {
        if (_complete != 0) return Stopwatch.GetElapsedTime(_complete) >= hold;
        int open = AtOnce - (_crowd.Count - Connected);
        for (int i = 0; i < open && _crowd.Count < count; i++)
        {
            var attacker = new Attacker();
            _crowd.Add((driver.Open("hush", attacker), attacker));
        }
        if (Connected == count) _complete = Stopwatch.GetTimestamp();
        return false;
    }

    public override void End(Driver driver) => _crowd.ForEach(one => driver.Close(one.Connection));
}
