using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>How long a delivery takes, from the sender's send to each receiver's receive, at a rate that every server can carry.</summary>
internal sealed class PacedMode(LoadOptions options, int members, int senders, double rate, TimeSpan warmUp, TimeSpan time) : IMode
{
    private const string Middle = "p50 ms";
    private const string Tail = "p99 ms";
    private const string Cpu = "CPU us/delivery";

    // In a smaller room there is nothing to gather, and the machine is asleep between two lines.
    private const int Crowd = 100;

    public string Title => $"paced: {members} members, {rate} lines/s by {senders} senders, {time.TotalSeconds} s";

    public IReadOnlyList<Goal> Goals => members >= Crowd
        ? [new(Tail, "p99", AtMost: 0.6), new(Cpu, "CPU per delivery", AtMost: 0.8)]
        : [new(Middle, "p50", AtMost: 1), new(Tail, "p99", AtMost: 1), new(Cpu, "CPU per delivery", AtMost: 2)];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var latency = new LatencyHistogram();
        var room = new ChatRoom(driver, options, members, senders, window: 1, latency);
        Pace.Run(driver, room.Speakers, rate, warmUp);
        latency.Clear();

        var usage = new Usage(server);
        long before = room.Tally.Lines;
        Pace.Run(driver, room.Speakers, rate, time);
        long delivered = room.Tally.Lines - before;
        double serverMicroseconds = usage.ServerMicroseconds;
        double serverPercent = usage.ServerPercent;
        double ownPercent = usage.OwnPercent;
        room.Finish();

        return new Measured(
        [
            new(Middle, latency.Quantile(0.5).TotalMilliseconds, "0.000"),
            new(Tail, latency.Quantile(0.99).TotalMilliseconds, "0.000"),
            new("p99.9 ms", latency.Quantile(0.999).TotalMilliseconds, "0.000"),
            new("max ms", latency.Maximum.TotalMilliseconds, "0.000", Combine.Maximum),
            new("deliveries", delivered),
            new(Cpu, delivered == 0 ? double.NaN : serverMicroseconds / delivered, "0.000"),
            new("server CPU %", serverPercent),
            new("load CPU %", ownPercent),
            new("lost", room.Missing, Combine: Combine.Maximum),
        ]);
    }
}
