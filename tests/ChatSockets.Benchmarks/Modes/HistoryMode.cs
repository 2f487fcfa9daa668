using System.Diagnostics;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>
/// A history of millions of lines: fills a folder over the wire, starts the server anew on it, and asks. Ours only: the peers keep none.
/// </summary>
/// <param name="binary">Our chat-server; null for the one built along with this.</param>
/// <param name="folder">The data folder, which stays: with no lines to add it is measured as it is.</param>
/// <param name="lines">How many lines to add.</param>
/// <param name="questions">How often each question is asked.</param>
internal sealed class HistoryMode(string? binary, string folder, long lines, int questions)
{
    private const int Rooms = 10;
    private const int Speakers = 4;
    private const int Window = 25;

    private readonly Random _random = new(1);
    private readonly LoadOptions _options = new(16384,
        ["echo-message", "batch", "server-time", "message-tags", "draft/chathistory", "soju.im/search"], 0);

    public void Run()
    {
        double fillRate = lines > 0 ? Fill() : double.NaN;
        long start = Stopwatch.GetTimestamp();
        using RunningServer server = Start();
        TimeSpan startTime = Stopwatch.GetElapsedTime(start);
        double atStart = server.ResidentBytes / 1048576.0;
        using var driver = new Driver(server.EndPoint);
        Connection[] askers = [.. Enumerable.Range(0, Rooms).Select(room => Member(driver, room, "asker", 1)[0])];
        var latest = new LatencyHistogram();
        var around = new LatencyHistogram();
        var search = new LatencyHistogram();
        (int latestLines, int aroundLines, int found) = (0, 0, 0);
        DateTimeOffset first = TimeOf(driver, askers[0], "AFTER", "timestamp=1970-01-01T00:00:00.000Z"),
            last = TimeOf(driver, askers[0], "LATEST", "*");
        for (int i = 0; i < questions; i++)
        {
            int room = _random.Next(Rooms);
            latestLines += Ask(driver, askers[room], $"CHATHISTORY LATEST {NameOf(room)} * 100", latest);
            DateTimeOffset when = first + ((last - first) * _random.NextDouble());
            aroundLines += Ask(driver, askers[room],
                $"CHATHISTORY AROUND {NameOf(room)} timestamp={when:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} 100", around);
            found += Ask(driver, askers[room], $"SEARCH in={NameOf(room)};text={Storyteller.Rare(i)};limit=100", search);
        }
        Metric[] metrics =
        [
            new("file MiB", new FileInfo(Path.Combine(folder, "chat.db")).Length / 1048576.0), new("filled lines/s", fillRate),
            new("start ms", startTime.TotalMilliseconds), new("RSS MiB", atStart, "0.0"),
            new("LATEST p50 ms", Ms(latest, 0.5), "0.00"), new("p99 ms", Ms(latest, 0.99), "0.00"),
                new("lines", (double)latestLines / questions, "0.0"),
            new("AROUND p50 ms", Ms(around, 0.5), "0.00"), new("p99 ms", Ms(around, 0.99), "0.00"),
                new("lines", (double)aroundLines / questions, "0.0"),
            new("SEARCH p50 ms", Ms(search, 0.5), "0.00"), new("p99 ms", Ms(search, 0.99), "0.00"),
                new("found", (double)found / questions, "0.0"),
            new("RSS MiB after", server.ResidentBytes / 1048576.0, "0.0"),
        ];
        Console.WriteLine($"history: {folder}, {Rooms} rooms, {questions} questions of each kind");
        foreach (Metric metric in metrics)
            Console.WriteLine(
                $"  {metric.Name,-16}{metric.Value.ToString(metric.Format, System.Globalization.CultureInfo.InvariantCulture),12}");
    }

    private static double Ms(LatencyHistogram histogram, double share) => histogram.Quantile(share).TotalMilliseconds;

    private static string NameOf(int room) => $"#history{room}";

    private RunningServer Start() => new ChatSocketsServer(binary, "", onDisk: true).Start(folder);

    // Of the first line, or of the last.
    private static DateTimeOffset TimeOf(Driver driver, Connection asker, string question, string where)
    {
        var receiver = new AskingReceiver();
        asker.Receiver = receiver;
        receiver.Ask(driver, asker, $"CHATHISTORY {question} {NameOf(0)} {where} 1");
        return receiver.Time;
    }

    private double Fill()
    {
        using RunningServer server = Start();
        using var driver = new Driver(server.EndPoint);
        var tellers = new List<Storyteller>();
        for (int room = 0; room < Rooms; room++)
        {
            foreach (Connection connection in Member(driver, room, "teller", Speakers))
            {
                var teller = new Storyteller(connection, NameOf(room), _random) { Left = lines / (Rooms * Speakers) };
                connection.Receiver = teller;
                tellers.Add(teller);
            }
        }
        long start = Stopwatch.GetTimestamp();
        foreach (Storyteller teller in tellers) teller.Say(driver, Window);
        while (!driver.TurnUntil(() => tellers.TrueForAll(teller => teller.Left == 0 && teller.Back == teller.Sent),
            TimeSpan.FromSeconds(10)))
            Console.Error.WriteLine($"{tellers.Sum(teller => teller.Back):N0} lines");
        return tellers.Sum(teller => teller.Sent) / Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private IReadOnlyList<Connection> Member(Driver driver, int room, string name, int count)
    {
        var crowd = new Crowd(driver, _options, new CountingReceiver(new Tally()), NameOf(room), $"{name}{room}x");
        crowd.Open(count);
        driver.WaitUntilQuiet(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(5));
        return crowd.Members;
    }

    private static int Ask(Driver driver, Connection asker, string question, LatencyHistogram times)
    {
        var receiver = new AskingReceiver();
        asker.Receiver = receiver;
        times.Record((long)(receiver.Ask(driver, asker, question).TotalSeconds * Stopwatch.Frequency));
        return receiver.Lines;
    }
}
