using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>Many small rooms, in each of which one speaks: what most of a real server's rooms are like.</summary>
internal sealed class RoomsMode(LoadOptions options, int rooms, int members, int window, TimeSpan warmUp, TimeSpan time) : IMode
{
    private const string Deliveries = "deliveries/s";
    private const string Cpu = "CPU us/delivery";

    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(300);

    public string Title => $"rooms: {rooms} rooms of {members}, one sender each, {window} lines in flight, {time.TotalSeconds} s";

    public IReadOnlyList<Goal> Goals =>
    [
        new(Deliveries, "deliveries", AtLeast: 1, DiskAtLeast: 0.8),
        new(Cpu, "CPU per delivery", AtMost: 1.5),
    ];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var tally = new Tally();
        var usage = new Usage(server);
        var crowd = new Crowd(driver, options, new CountingReceiver(tally), ChatRoom.Name, roomSize: members);
        crowd.Open(rooms * members);
        driver.WaitUntilQuiet(Quiet, TimeSpan.FromSeconds(60));
        double opening = usage.ServerMicroseconds / 1e6;
        tally.Lines = 0;
        Speaker[] speakers =
        [
            .. Enumerable.Range(0, rooms).Select(room =>
            {
                var speaker = new Speaker(driver, crowd.Members[room * members], crowd.RoomOf(room * members)!, options.TextLength, window);
                crowd.Members[(room * members) + 1].Receiver = new ListeningReceiver(tally, speaker);
                return speaker;
            }),
        ];
        foreach (Speaker speaker in speakers)
        {
            speaker.IsLooping = true;
            speaker.Say(window);
        }
        driver.TurnFor(warmUp);

        usage = new Usage(server);
        long before = tally.Lines;
        driver.TurnFor(time);
        TimeSpan elapsed = usage.Elapsed;
        long delivered = tally.Lines - before;
        double microseconds = usage.ServerMicroseconds, serverPercent = usage.ServerPercent, ownPercent = usage.OwnPercent;
        foreach (Speaker speaker in speakers) speaker.IsLooping = false;
        long Missing() => (speakers.Sum(speaker => speaker.Sent) * (members - 1)) - tally.Lines;
        driver.TurnUntil(() => Missing() <= 0, TimeSpan.FromSeconds(5));
        driver.WaitUntilQuiet(Quiet, TimeSpan.FromSeconds(5));

        return new Measured(
        [
            new(Deliveries, delivered / elapsed.TotalSeconds),
            new(Cpu, delivered == 0 ? double.NaN : microseconds / delivered, "0.000"),
            new("server CPU %", serverPercent),
            new("load CPU %", ownPercent),
            new("CPU s to enter", opening, "0.00"),
            new("RSS MiB", server.IsMeasured ? server.ResidentBytes / 1048576.0 : double.NaN, "0.0"),
            new("lost", Missing(), Combine: Combine.Maximum),
            new("dropped", crowd.Members.Count(member => member.IsClosed), Combine: Combine.Maximum),
        ]);
    }
}
