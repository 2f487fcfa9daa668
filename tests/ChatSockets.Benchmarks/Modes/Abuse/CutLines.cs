using System.Diagnostics;
using System.Text;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>
/// An ordinary conversation's beginning, cut at every byte: once the rest follows a moment later and must be understood,
/// once the connection ends there.
/// </summary>
internal sealed class CutLines : Attack
{
    private static readonly TimeSpan Gap = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly int _cuts = Script(0).Length - 1;
    private int _cut;
    private int _answered;
    private int _closed;
    private Connection? _connection;
    private Attacker? _attacker;
    private Connection? _brief;
    private bool _isWhole;
    private long _started;

    public override string Name => "lines cut at every byte";

    public override TimeSpan Limit => TimeSpan.FromSeconds(60);

    public override string Outcome =>
        $"{_answered} of {_cuts} cut conversations answered, {_closed} closed, {_cuts - _answered - _closed} neither; and as many broken off";

    public override bool Step(Driver driver)
    {
        if (_connection is null)
        {
            if (++_cut > _cuts) return true;
            Begin(driver);
            return false;
        }
        bool given = _attacker!.IsConnected && Stopwatch.GetElapsedTime(_started) >= Gap;
        if (given && !_isWhole)
        {
            _isWhole = true;
            driver.Send(_connection, Script(_cut).AsSpan(_cut));
            driver.Close(_brief!);
        }
        if (_attacker.HasPong) _answered++;
        else if (_attacker.IsClosed) _closed++;
        else if (Stopwatch.GetElapsedTime(_started) < Patience) return false;
        End(driver);
        return false;
    }

    public override void End(Driver driver)
    {
        if (_connection is not null) driver.Close(_connection);
        if (_brief is not null) driver.Close(_brief);
        _connection = null;
    }

    private void Begin(Driver driver)
    {
        _attacker = new Attacker(Encoding.ASCII.GetString(Script(_cut).AsSpan(0, _cut)));
        _connection = driver.Open("cut", _attacker);
        _brief = driver.Open("brief", new Attacker(Encoding.ASCII.GetString(Script(1000 + _cut).AsSpan(0, _cut))));
        _isWhole = false;
        _started = Stopwatch.GetTimestamp();
    }

    private static byte[] Script(int number) => Encoding.ASCII.GetBytes(
        $"{Attacker.Register($"cut{number:D5}")}JOIN #cut\r\nPRIVMSG #cut :hello, world\r\nPING :cut\r\n");
}
