using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>How many deliveries a second a server makes in one large room, and what each costs it.</summary>
/// <param name="options">How they register.</param>
/// <param name="members">Of the room.</param>
/// <param name="senders">How many of them speak.</param>
/// <param name="window">Lines that a sender has in flight.</param>
/// <param name="warmUp">Before measuring.</param>
/// <param name="time">Of measuring.</param>
/// <param name="lead">How many times the best peer's deliveries ours must be.</param>
internal sealed class FanoutMode(LoadOptions options, int members, int senders, int window, TimeSpan warmUp, TimeSpan time,
    double lead = 2.5) : IMode
{
    private const string Deliveries = "deliveries/s";
    private const string Cpu = "CPU us/delivery";

    public string Title => $"fanout: {members} members, {senders} senders, {window} lines in flight each, {time.TotalSeconds} s";

    public IReadOnlyList<Goal> Goals =>
    [
        new(Deliveries, "deliveries", AtLeast: lead, DiskAtLeast: 0.8),
        new(Cpu, "CPU per delivery", AtMost: 0.45),
    ];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var room = new ChatRoom(driver, options, members, senders, window, latency: null);
        room.StartLoops(window);
        driver.TurnFor(warmUp);

        var usage = new Usage(server);
        long before = room.Tally.Lines;
        driver.TurnFor(time);
        TimeSpan elapsed = usage.Elapsed;
        long delivered = room.Tally.Lines - before;
        double serverMicroseconds = usage.ServerMicroseconds;
        double serverPercent = usage.ServerPercent;
        double ownPercent = usage.OwnPercent;
        room.Finish();

        return new Measured(
            [
                new(Deliveries, delivered / elapsed.TotalSeconds),
                new(Cpu, delivered == 0 ? double.NaN : serverMicroseconds / delivered, "0.000"),
                new("server CPU %", serverPercent),
                new("load CPU %", ownPercent),
                new("RSS MiB", server.IsMeasured ? server.ResidentBytes / 1048576.0 : double.NaN, "0.0"),
                new("lines", room.LinesSent),
                new("lost", room.Missing, Combine: Combine.Maximum),
                new("dropped", room.ClosedMembers, Combine: Combine.Maximum),
            ],
            Notes(room));
    }

    private string[] Notes(ChatRoom room)
    {
        if (options.Capabilities.Count == 0) return [];
        double granted = (double)room.Crowd.CapabilitiesTaken * options.CapabilitiesEvery / members;
        return [$"{granted:0.#} of {options.Capabilities.Count} capabilities granted"];
    }
}
