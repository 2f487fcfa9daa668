using System.Diagnostics;

namespace ChatSockets.Benchmarks.Load;

/// <summary>
/// Opens and registers many connections as fast as the server takes them. Only a few may wait to be accepted, for every
/// server alike: what overflows a listen backlog (ngIRCd's holds ten) is retried by TCP after a second, and that would be
/// measured instead. Accepted ones may wait longer, since a server may finish its registrations once a second (InspIRCd).
/// </summary>
/// <param name="driver">Whose turns are taken.</param>
/// <param name="options">How they register.</param>
/// <param name="next">Who listens once a connection is in its place.</param>
/// <param name="room">The room that everybody joins; null for none.</param>
/// <param name="prefix">What nicknames begin with.</param>
/// <param name="roomSize">How many join each of several rooms, whose names get a number then; 0: there is one.</param>
internal sealed class Crowd(Driver driver, LoadOptions options, Receiver next, string? room = null, string prefix = "b", int roomSize = 0)
{
    private const int Waiting = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    private readonly List<Connection> _members = [];
    private int _accepted;
    private int _registered;
    private int _finished;
    private string? _failure;

    public IReadOnlyList<Connection> Members => _members;

    /// <summary>What the connection with that number asks for.</summary>
    public IReadOnlyList<string> CapabilitiesOf(int number) => number % options.CapabilitiesEvery == 0 ? options.Capabilities : [];

    /// <summary>The room of the connection with that number, or null.</summary>
    public string? RoomOf(int number) => roomSize == 0 ? room : $"{room}{number / roomSize}";

    /// <summary>Who listens once a connection is in its place.</summary>
    public Receiver Next { get; } = next;

    /// <summary>Capabilities that the server has granted, over all connections.</summary>
    public int CapabilitiesTaken { get; private set; }

    /// <summary>From the first connect to the last end of the MOTD.</summary>
    public TimeSpan TimeToRegister { get; private set; }

    /// <summary>From the first connect until everybody is in his place.</summary>
    public TimeSpan TimeToFinish { get; private set; }

    public void Open(int count, int receiveBuffer = 0)
    {
        OpenFiles.Require(count + 64);
        long start = Stopwatch.GetTimestamp();
        while (_finished < count)
        {
            while (_members.Count < count && _members.Count - _accepted < Waiting && _members.Count - _registered < options.Handshakes)
            {
                string nick = $"{prefix}{_members.Count:D5}";
                _members.Add(driver.Open(nick, new Registration(this, _members.Count, nick), receiveBuffer));
            }
            driver.Turn(TimeSpan.FromMilliseconds(50));
            if (_failure is not null) throw new BenchException(_failure);
            if (_registered == count && TimeToRegister == default) TimeToRegister = Stopwatch.GetElapsedTime(start);
            if (Stopwatch.GetElapsedTime(start) > Patience)
                throw new BenchException(
                    $"only {_finished} of {count} connections were in place after {Patience.TotalSeconds} s ({_registered} registered)");
        }
        TimeToFinish = Stopwatch.GetElapsedTime(start);
    }

    public void OneAccepted() => _accepted++;

    public void OneRegistered() => _registered++;

    public void OneFinished() => _finished++;

    public void OneCapabilityTaken() => CapabilitiesTaken++;

    public void Failed(Connection connection, string reason) => _failure ??= $"{connection.Nick} did not get in: {reason}";
}
