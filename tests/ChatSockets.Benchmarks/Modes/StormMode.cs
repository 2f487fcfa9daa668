using System.Diagnostics;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>Everybody comes at once into one room: N registrations, N lists of names, and N * N / 2 lines of JOIN.</summary>
internal sealed class StormMode(LoadOptions options, int connections) : IMode
{
    private const string Joined = "all joined s";
    private const string Cpu = "server CPU s";

    public string Title => $"storm: {connections} connections register and join one room";

    public IReadOnlyList<Goal> Goals => [new(Joined, "time until all have joined"), new(Cpu, "CPU", AtMost: 2)];

    public Measured Measure(Driver driver, RunningServer server)
    {
        long start = Stopwatch.GetTimestamp();
        var usage = new Usage(server);
        var crowd = new Crowd(driver, options, new CountingReceiver(new Tally()), ChatRoom.Name);
        crowd.Open(connections);
        double ownPercent = usage.OwnPercent;
        driver.WaitUntilQuiet(TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(120));
        double total = Stopwatch.GetElapsedTime(start, driver.LastReceived).TotalSeconds;

        return new Measured(
        [
            new("registered s", crowd.TimeToRegister.TotalSeconds, "0.000"),
            new(Joined, crowd.TimeToFinish.TotalSeconds, "0.000"),
            new("all quiet s", total, "0.000"),
            new("MiB received", driver.BytesReceived / 1048576.0, "0.0"),
            new(Cpu, usage.ServerMicroseconds / 1e6, "0.00"),
            new("load CPU %", ownPercent),
            new("RSS max MiB", server.IsMeasured ? server.PeakResidentBytes / 1048576.0 : double.NaN, "0.0"),
            new("dropped", crowd.Members.Count(member => member.IsClosed), Combine: Combine.Maximum),
        ]);
    }
}
