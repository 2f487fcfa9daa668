using System.Text;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes.Abuse;

/// <summary>One attack after the other while two ordinary users talk: what became of the attacker, of the two, and of the memory.</summary>
internal sealed class AbuseMode(LoadOptions options, long randomBytes, int silent) : IMode
{
    private const double Rate = 200;

    public string Title =>
        $"abuse: {randomBytes / 1_000_000} MB of noise, a 10 MB line, broken lines, {silent} mute connections; two users at {Rate} lines/s";

    public IReadOnlyList<Goal> Goals => [];

    public Measured Measure(Driver driver, RunningServer server)
    {
        OpenFiles.Require(silent + 64);
        long before = server.ResidentBytes;
        var latency = new LatencyHistogram();
        var room = new ChatRoom(driver, options, members: 2, senders: 2, window: 1, latency);
        Pace.Run(driver, room.Speakers, Rate, TimeSpan.FromSeconds(3));
        double calm = latency.Quantile(0.99).TotalMilliseconds;

        var all = new LatencyHistogram();
        var notes = new List<string>();
        foreach (Attack attack in Attacks())
        {
            latency.Clear();
            string outcome = Carry(driver, server, room, attack);
            notes.Add(
                $"{outcome}; the two users' p99 {latency.Quantile(0.99).TotalMilliseconds:0.0} ms, max "
                    + $"{latency.Maximum.TotalMilliseconds:0.0} ms");
            all.Add(latency);
        }
        room.Finish();
        foreach (Connection member in room.Crowd.Members) driver.Close(member);
        driver.TurnFor(TimeSpan.FromSeconds(3));
        long after = server.ResidentBytes;
        notes.Add(server.HasExited ? "the server has exited" : StillServes(driver));

        double Mebibytes(long bytes) => server.IsMeasured ? bytes / 1048576.0 : double.NaN;
        return new Measured(
            [
                new("calm p99 ms", calm, "0.000"),
                new("p99 ms", all.Quantile(0.99).TotalMilliseconds, "0.000"),
                new("max ms", all.Maximum.TotalMilliseconds, "0.0", Combine.Maximum),
                new("lines", room.LinesSent),
                new("lost", room.Missing, Combine: Combine.Maximum),
                new("RSS MiB before", Mebibytes(before), "0.0"),
                new("max", Mebibytes(server.PeakResidentBytes), "0.0"),
                new("after", Mebibytes(after), "0.0"),
            ],
            [.. notes]);
    }

    private IEnumerable<Attack> Attacks()
    {
        yield return new RandomBytes(randomBytes, width: 8);
        yield return new BadLines("a line of 10 MB", "longline", [.. "PRIVMSG #bench :"u8, .. Enumerable.Repeat((byte)'a', 10_000_000)]);
        yield return new BadLines("NULs", "nuls", Encoding.ASCII.GetBytes("PRIVMSG #bench :a\0b\r\nNICK a\0b\r\n\0\r\n\0\0\0\0"));
        yield return new BadLines("bad UTF-8", "badutf",
            [.. "PRIVMSG badutf :"u8, 0xC3, 0x28, 0xFF, 0xED, 0xA0, 0x80, .. "\r\nNICK "u8, 0xC0, 0xAF]);
        yield return new CutLines();
        yield return new SilentCrowd(silent, TimeSpan.FromSeconds(5));
    }

    private static string Carry(Driver driver, RunningServer server, ChatRoom room, Attack attack)
    {
        bool ended = false;
        Pace.Run(driver, room.Speakers, Rate, attack.Limit, () => ended = attack.Step(driver) || server.HasExited);
        string outcome = $"{attack.Name}: {attack.Outcome}{(ended ? "" : ", stopped at the time limit")}";
        attack.End(driver);
        // What the attack has delayed belongs to it.
        Pace.Run(driver, room.Speakers, Rate, TimeSpan.FromSeconds(1));
        return outcome;
    }

    private static string StillServes(Driver driver)
    {
        var visitor = new Attacker(Attacker.Register("after"));
        driver.Close(Visit(driver, visitor));
        return visitor.IsRegistered ? "afterwards a newcomer is served" : "afterwards a newcomer is NOT served";
    }

    private static Connection Visit(Driver driver, Attacker visitor)
    {
        Connection connection = driver.Open("after", visitor);
        driver.TurnUntil(() => visitor.IsRegistered || visitor.IsClosed, TimeSpan.FromSeconds(5));
        return connection;
    }
}
