using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>Noise over several connections at once; whenever the server hangs up, it is called again.</summary>
internal sealed class RandomBytes : Attack
{
    private const int AtOnce = 64 * 1024;

    private readonly long _total;
    private readonly int _width;
    private readonly (Connection Connection, Attacker Attacker)?[] _lines;
    private readonly Random _random = new(20);
    private readonly byte[] _noise = new byte[4 * 1024 * 1024];
    private long _given;
    private int _opened;
    private int _closed;

    public RandomBytes(long total, int width)
    {
        _total = total;
        _width = width;
        _lines = new (Connection, Attacker)?[width];
        // Made beforehand: making it as it is sent would slow the two users' own thread down.
        _random.NextBytes(_noise);
    }

    public override string Name => $"{_total / 1_000_000} MB of random bytes";

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override string Outcome =>
        $"took {_given / 1e6:0} MB over {_opened} connections in {Elapsed.TotalSeconds:0.0} s, closed {_closed} of them";

    public override bool Step(Driver driver)
    {
        for (int i = 0; i < _width; i++)
        {
            if (_lines[i] is { Attacker.IsClosed: true })
            {
                _closed++;
                _lines[i] = null;
            }
            if (_given >= _total) continue;
            if (_lines[i] is null)
            {
                var attacker = new Attacker();
                _lines[i] = (driver.Open("noise", attacker), attacker);
                _opened++;
            }
            var (connection, state) = _lines[i]!.Value;
            if (!state.IsConnected || connection.Unsent.Length > 0) continue;
            driver.Send(connection, _noise.AsSpan(_random.Next(_noise.Length - AtOnce), AtOnce));
            _given += AtOnce;
        }
        return _given >= _total && _lines.All(line => line is not { } open || open.Connection.Unsent.Length == 0);
    }

    public override void End(Driver driver)
    {
        foreach (var line in _lines)
            if (line is { } open) driver.Close(open.Connection);
    }
}
