using System.Diagnostics;
using System.Text;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>
/// What one member who never reads costs the others: their latency without him and with him, and when and why he is
/// dropped. A rate of 0 lets every sender speak as fast as a window in flight allows.
/// </summary>
internal sealed class SilentMode(LoadOptions options, int members, int senders, int window, double rate, TimeSpan time) : IMode
{
    private const string Without = "p99 without ms";
    private const string With = "p99 with ms";
    private const int TinyBuffer = 1024;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    public string Title =>
        $"silent: {members} members, {senders} senders, {(rate > 0 ? $"{rate} lines/s" : $"{window} lines in flight each")}, " +
        $"{time.TotalSeconds} s without and {time.TotalSeconds} s with one member who never reads";

    public IReadOnlyList<Goal> Goals => [new("p99 with/without", "p99 with him against without", Absolute: 1.25)];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var latency = new LatencyHistogram();
        var room = new ChatRoom(driver, options, members, senders, window, latency);
        var watch = new QuitWatch("mute00000");
        room.Tally.Other = watch.Look;
        if (rate == 0) room.StartLoops(window);

        Speak(driver, room, WarmUp);
        latency.Clear();
        var usage = new Usage(server);
        Speak(driver, room, time);
        double without = Tail(latency);
        long withoutCount = latency.Count;
        double ownPercent = usage.OwnPercent;
        long residentBefore = server.ResidentBytes;

        Connection silent = Silence(driver);
        watch.Start();
        latency.Clear();
        Speak(driver, room, time);
        double with = Tail(latency);
        long withCount = latency.Count;
        room.Finish();
        string fate = Fate(driver, silent, watch);

        double Mebibytes(long bytes) => server.IsMeasured ? bytes / 1048576.0 : double.NaN;
        return new Measured(
            [
                new(Without, without, "0.000"),
                new(With, with, "0.000"),
                new("p99 with/without", with / without, "0.00"),
                new("deliveries/s without", withoutCount / time.TotalSeconds),
                new("with", withCount / time.TotalSeconds),
                new("dropped after s", watch.After?.TotalSeconds ?? double.NaN, "0.00"),
                new("RSS MiB before", Mebibytes(residentBefore), "0.0"),
                new("RSS max MiB", Mebibytes(server.PeakResidentBytes), "0.0"),
                new("load CPU %", ownPercent),
                new("lost", room.Missing, Combine: Combine.Maximum),
                new("others dropped", room.ClosedMembers, Combine: Combine.Maximum),
            ],
            fate);
    }

    // No delivery at all is not a short time.
    private static double Tail(LatencyHistogram latency) => latency.Count == 0 ? double.NaN : latency.Quantile(0.99).TotalMilliseconds;

    private void Speak(Driver driver, ChatRoom room, TimeSpan howLong)
    {
        if (rate > 0) Pace.Run(driver, room.Speakers, rate, howLong);
        else driver.TurnFor(howLong);
    }

    private Connection Silence(Driver driver)
    {
        var crowd = new Crowd(driver, options, new CountingReceiver(new Tally()), ChatRoom.Name, "mute");
        crowd.Open(1, TinyBuffer);
        driver.StopReading(crowd.Members[0]);
        return crowd.Members[0];
    }

    private static string Fate(Driver driver, Connection silent, QuitWatch watch)
    {
        if (!silent.IsClosed) driver.ReadAgain(silent);
        driver.TurnUntil(() => silent.IsClosed, TimeSpan.FromSeconds(2));
        string socket = silent.IsClosed ? "his socket was closed" : "his socket is still open";
        return watch.Reason is { } reason
            ? $"the silent member left after {watch.After!.Value.TotalSeconds:0.00} s, the others saw \"{reason}\"; {socket}"
            : $"nobody saw the silent member leave; {socket}";
    }

    /// <summary>Looks out for one nickname's QUIT, PART or KICK.</summary>
    private sealed class QuitWatch(string nick)
    {
        private readonly byte[] _nick = Encoding.ASCII.GetBytes(nick);
        private long _start;

        public TimeSpan? After { get; private set; }

        public string? Reason { get; private set; }

        public void Start() => _start = Stopwatch.GetTimestamp();

        public void Look(ReadOnlySpan<byte> line, long now)
        {
            if (Reason is not null || line.IndexOf(_nick) < 0) return;
            bool leaves = line.IndexOf(" QUIT"u8) >= 0 || line.IndexOf(" PART "u8) >= 0 || line.IndexOf(" KICK "u8) >= 0;
            if (!leaves) return;
            // He may be gone before he was declared silent: 0 then.
            After = _start == 0 ? TimeSpan.Zero : Stopwatch.GetElapsedTime(_start, now);
            Reason = Encoding.UTF8.GetString(line);
        }
    }
}
