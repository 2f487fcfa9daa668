using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>
/// Echoes (IRCv3 echo-message): how many lines a second come back to those who said them, with many lines of many speakers in flight, and
/// how long the echo of a line takes when nobody else speaks. Where a server keeps its history before it echoes, this is the price of that.
/// </summary>
internal sealed class ReceiptsMode(LoadOptions options, int senders, int window, double quietRate, TimeSpan warmUp, TimeSpan time) : IMode
{
    /// <summary>What every connection must be able to ask for.</summary>
    public const string Capability = "echo-message";

    private const string Rate = "echoed lines/s";
    private const string QuietP99 = "quiet p99 ms";

    public string Title =>
        $"receipts: {senders} senders, {window} lines in flight each, one reader, {time.TotalSeconds} s; then {quietRate} lines/s by one";

    public IReadOnlyList<Goal> Goals =>
    [
        new(Rate, "echoed lines", AtLeast: 1),
        new(Rate, "echoed lines/s", AbsoluteLeast: 20_000),
        new(QuietP99, "ms until a quiet line's echo at p99", Absolute: 5),
    ];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var room = new ChatRoom(driver, options, senders + 1, senders, window, latency: null);
        if (room.Crowd.CapabilitiesTaken < options.Capabilities.Count * (senders + 1))
            return Nothing($"it has no {Capability}, or not all of --caps");
        for (int i = 0; i < senders; i++) room.Crowd.Members[i].Receiver = new ListeningReceiver(room.Tally, room.Speakers[i]);
        // The reader is nobody's designated listener now.
        room.Crowd.Members[senders].Receiver = new CountingReceiver(room.Tally);
        room.StartLoops(window);
        driver.TurnFor(warmUp);

        var usage = new Usage(server);
        long before = room.Speakers.Sum(speaker => speaker.Back);
        driver.TurnFor(time);
        double rate = (room.Speakers.Sum(speaker => speaker.Back) - before) / usage.Elapsed.TotalSeconds;
        double serverPercent = usage.ServerPercent;
        double ownPercent = usage.OwnPercent;
        foreach (Speaker speaker in room.Speakers) speaker.IsLooping = false;
        driver.WaitUntilQuiet(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5));
        long missing = room.Speakers.Sum(speaker => speaker.Sent - speaker.Back);

        LatencyHistogram quiet = Quiet(driver, room);
        return Results(rate, quiet.Quantile(0.5), quiet.Quantile(0.99), quiet.Maximum, serverPercent, ownPercent, missing);
    }

    private static Measured Results(double rate, TimeSpan p50, TimeSpan p99, TimeSpan maximum, double server, double own, double missing) =>
        new(
        [
            new(Rate, rate),
            new("quiet p50 ms", p50.TotalMilliseconds, "0.000"),
            new(QuietP99, p99.TotalMilliseconds, "0.000"),
            new("quiet max ms", maximum.TotalMilliseconds, "0.000", Combine.Maximum),
            new("server CPU %", server),
            new("load CPU %", own),
            new("without echo", missing, Combine: Combine.Maximum),
        ]);

    private static Measured Nothing(string why) =>
        new(Results(double.NaN, default, default, default, double.NaN, double.NaN,
            double.NaN).Metrics.Select(metric => metric with { Value = double.NaN }).ToArray(), why);

    private LatencyHistogram Quiet(Driver driver, ChatRoom room)
    {
        var latency = new LatencyHistogram();
        room.Crowd.Members[0].Receiver = new ListeningReceiver(new Tally { Latency = latency }, room.Speakers[0]);
        Pace.Run(driver, [room.Speakers[0]], quietRate, time);
        driver.WaitUntilQuiet(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(5));
        return latency;
    }
}
