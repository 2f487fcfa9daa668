using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>Noise over several connections at once; whenever the server hangs up, it is called again.</summary>
internal sealed class RandomBytes(long total, int width) : Attack
{
    private readonly (Connection Connection, Attacker Attacker)?[] _lines = new (Connection, Attacker)?[width];
    private readonly Random _random = new(20);
    private readonly byte[] _noise = new byte[64 * 1024];
    private long _given;
    private int _opened;
    private int _closed;

    public override string Name => $"{total / 1_000_000} MB of random bytes";

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override string Outcome => $"took {_given / 1e6:0} MB over {_opened} connections in {Elapsed.TotalSeconds:0.0} s, closed {_closed} of them";

    public override bool Step(Driver driver)
    {
        for (int i = 0; i < width; i++)
        {
            if (_lines[i] is { Attacker.IsClosed: true })
            {
                _closed++;
                _lines[i] = null;
            }
            if (_given >= total) continue;
            if (_lines[i] is null)
            {
                var attacker = new Attacker();
                _lines[i] = (driver.Open("noise", attacker), attacker);
                _opened++;
            }
            var (connection, state) = _lines[i]!.Value;
            if (!state.IsConnected || connection.Unsent.Length > 0) continue;
            _random.NextBytes(_noise);
            driver.Send(connection, _noise);
            _given += _noise.Length;
        }
        return _given >= total && _lines.All(line => line is not { } open || open.Connection.Unsent.Length == 0);
    }

    public override void End(Driver driver)
    {
        foreach (var line in _lines)
            if (line is { } open) driver.Close(open.Connection);
    }
}
