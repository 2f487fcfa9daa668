using System.Diagnostics;
using System.Text;
using ChatSockets.Benchmarks.Load;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>
/// One conversation with a pause at one byte, and beside it one that is broken off at that byte. What may only be said by
/// a registered user is said after the end of the MOTD, pause or not.
/// </summary>
internal sealed class CutConversation
{
    private const string Talk = "JOIN #cut\r\nPRIVMSG #cut :hello, world\r\nPING :cut\r\n";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly byte[] _script;
    private readonly int _registrationLength;
    private readonly int _cut;
    private readonly Attacker _attacker = new();
    private readonly Connection _connection;
    private readonly Connection _brief;
    private long _progress = Stopwatch.GetTimestamp();
    private int _given;

    public CutConversation(Driver driver, int cut)
    {
        string registration = Attacker.Register($"cut{cut:D5}");
        _registrationLength = registration.Length;
        _script = Encoding.ASCII.GetBytes(registration + Talk);
        _cut = cut;
        _connection = driver.Open("cut", _attacker);
        byte[] other = Encoding.ASCII.GetBytes(Attacker.Register($"off{cut:D5}") + Talk);
        _brief = driver.Open("brief", new Attacker(Encoding.ASCII.GetString(other.AsSpan(0, cut))));
    }

    /// <summary>The places where it can be cut: behind every byte but the last.</summary>
    public static int Cuts => Attacker.Register("cut00000").Length + Talk.Length - 1;

    public bool IsAnswered => _attacker.HasPong;

    public bool IsClosed => _attacker.IsClosed;

    /// <summary>True when it has come to its end, whichever.</summary>
    public bool Step(Driver driver)
    {
        if (IsAnswered || IsClosed || Stopwatch.GetElapsedTime(_progress) > Patience) return true;
        if (!_attacker.IsConnected || _given == _script.Length) return false;
        bool isPausing = _given == _cut && Stopwatch.GetElapsedTime(_progress) < Pause;
        bool isWaiting = _given == _registrationLength && !_attacker.IsRegistered;
        if (isPausing || isWaiting) return false;

        if (_given == _cut) driver.Close(_brief);
        int next = ((int[])[_cut, _registrationLength, _script.Length]).Where(end => end > _given).Min();
        driver.Send(_connection, _script.AsSpan(_given, next - _given));
        _given = next;
        _progress = Stopwatch.GetTimestamp();
        return false;
    }

    public void End(Driver driver)
    {
        driver.Close(_connection);
        driver.Close(_brief);
    }
}
