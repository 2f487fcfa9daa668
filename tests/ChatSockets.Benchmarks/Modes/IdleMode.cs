using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>What thousands of connections cost that are registered, in no room, and say nothing.</summary>
internal sealed class IdleMode(LoadOptions options, int connections, TimeSpan time) : IMode
{
    private const string Register = "register s";
    private const string Memory = "KiB/connection";

    public string Title => $"idle: {connections} registered connections";

    public IReadOnlyList<Goal> Goals =>
    [
        new(Register, "time to register", AtMost: 1),
        new(Memory, "KiB a connection", Absolute: 20),
    ];

    public Measured Measure(Driver driver, RunningServer server)
    {
        long before = server.ResidentBytes;
        var registering = new Usage(server);
        var crowd = new Crowd(driver, options, new CountingReceiver(new Tally()));
        crowd.Open(connections);
        double registerCpu = registering.ServerMicroseconds / connections;
        driver.WaitUntilQuiet(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));

        int threads = server.Threads;
        var idling = new Usage(server);
        driver.TurnFor(time);
        double idlePercent = idling.ServerPercent;
        long after = server.ResidentBytes;
        int closed = crowd.Members.Count(member => member.IsClosed);

        double Seen(double value) => server.IsMeasured ? value : double.NaN;
        return new Measured(
        [
            new(Register, crowd.TimeToRegister.TotalSeconds, "0.000"),
            new("CPU us/register", registerCpu, "0.0"),
            new(Memory, Seen((after - before) / 1024.0 / connections), "0.0"),
            new("RSS MiB", Seen(after / 1048576.0), "0.0"),
            new("threads", Seen(threads)),
            new("idle CPU %", idlePercent, "0.00"),
            new("dropped", closed, Combine: Combine.Maximum),
        ]);
    }
}
