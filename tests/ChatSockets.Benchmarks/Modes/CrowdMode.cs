using System.Diagnostics;
using System.Text;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>
/// One very large room: how long it takes until everybody knows what one member did, until one who asks has the whole list, and what it
/// costs the others when half of them are lost at once, as with a broken network.
/// </summary>
internal sealed class CrowdMode(LoadOptions options, int members, double rate) : IMode
{
    private const int Speakers = 4;
    private const string Stall = "loss: max ms";

    private static readonly string[] Acts = ["JOIN", "NAMES", "WHO", "MODE", "KICK", "QUIT"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string Title => $"crowd: {members} members of one room, one of whom acts; then half of them are lost while {Speakers} talk";

    public IReadOnlyList<Goal> Goals =>
        [.. Acts.Select(act => new Goal($"{act} ms", $"ms until all know of {act}", Absolute: 1000)),
            new(Stall, "ms at most for a line during the loss", Absolute: 2000)];

    public Measured Measure(Driver driver, RunningServer server)
    {
        var latency = new LatencyHistogram();
        // Whoever opens the room may do everything in it.
        Connection op = One(driver, new AwaitingReceiver(), ChatRoom.Name, "op");
        var room = new ChatRoom(driver, options, members, Speakers, window: 8, latency: null);
        long others = 0;
        room.Tally.Other = (_, _) => others++;
        room.Tally.Latency = latency;
        var answer = new AwaitingReceiver();
        Connection guest = One(driver, answer, null, "guest");

        double[] times =
        [
            UntilGuestIsIn(),
            UntilAnswered(guest, $"NAMES {ChatRoom.Name}", "366 "u8),
            UntilAnswered(guest, $"WHO {ChatRoom.Name}", "315 "u8),
            UntilAllKnow(() => Say(op, $"MODE {ChatRoom.Name} +v {guest.Nick}")),
            UntilAllKnow(() => Say(op, $"KICK {ChatRoom.Name} {guest.Nick}")),
            UntilAllKnow(() => Say(guest, $"JOIN {ChatRoom.Name}"), and: () => Say(guest, "QUIT")),
        ];

        (double stall, double quiet) = Lose();
        return new Measured(
        [
            .. Acts.Zip(times, (act, time) => new Metric($"{act} ms", time, "0")),
            new(Stall, stall, "0"),
            new("p99 ms", latency.Quantile(0.99).TotalMilliseconds, "0"),
            new("all told s", quiet, "0.00"),
            new("RSS max MiB", server.IsMeasured ? server.PeakResidentBytes / 1048576.0 : double.NaN, "0.0"),
            new("others dropped", room.Crowd.Members.Take(members / 2).Count(member => member.IsClosed), Combine: Combine.Maximum),
        ]);

        void Say(Connection who, string line) => driver.Send(who, Encoding.ASCII.GetBytes(line + "\r\n"));

        long Seen() => room.Tally.Lines + others;

        double UntilAllKnow(Action act, Action? and = null)
        {
            for (Action? next = act; next is not null; (next, and) = (and, null))
            {
                long awaited = Seen() + members, start = Stopwatch.GetTimestamp();
                next();
                if (!driver.TurnUntil(() => Seen() >= awaited, Patience))
                    throw new BenchException($"{awaited - Seen()} of {members} members were not told within a minute");
                if (and is null) return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
            return double.NaN;
        }

        // The names that come with it must not be taken for those that are asked for next.
        double UntilGuestIsIn()
        {
            answer.Await("366 "u8);
            double time = UntilAllKnow(() => Say(guest, $"JOIN {ChatRoom.Name}"));
            driver.TurnUntil(() => answer.CameAt != 0, Patience);
            return time;
        }

        double UntilAnswered(Connection who, string line, ReadOnlySpan<byte> end)
        {
            answer.Await(end);
            long start = Stopwatch.GetTimestamp();
            Say(who, line);
            if (!driver.TurnUntil(() => answer.CameAt != 0 || who.IsClosed, Patience) || who.IsClosed)
                throw new BenchException($"{line} was not answered");
            return Stopwatch.GetElapsedTime(start, answer.CameAt).TotalMilliseconds;
        }

        // The sockets of the second half are closed, and the first half goes on talking until it has been told of each of them.
        (double Stall, double Seconds) Lose()
        {
            int rest = members - (members / 2);
            long awaited = Seen() + ((long)rest * (members / 2)), said = room.LinesSent, start = Stopwatch.GetTimestamp();
            latency.Clear();
            foreach (Connection lost in room.Crowd.Members.Skip(rest)) driver.Close(lost);
            Pace.Run(driver, room.Speakers, rate, Patience, () => Seen() >= awaited + ((room.LinesSent - said) * (rest - 1)));
            return (latency.Maximum.TotalMilliseconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
    }

    private Connection One(Driver driver, Receiver receiver, string? room, string name)
    {
        var crowd = new Crowd(driver, options, receiver, room, name);
        crowd.Open(1);
        return crowd.Members[0];
    }
}
