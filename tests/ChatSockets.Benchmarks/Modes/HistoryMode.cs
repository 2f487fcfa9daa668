using System.Diagnostics;
using System.Globalization;
using ChatSockets.Benchmarks.Load;
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
        DateTimeOffset first = TimeOf(driver, askers[0], "AFTER", "timestamp=1970-01-01T00:00:00.000Z"),
            last = TimeOf(driver, askers[0], "LATEST", "*");
        Question[] kinds =
        [
            new("LATEST", 10, (room, _) => $"CHATHISTORY LATEST {NameOf(room)} * 100"),
            new("AROUND", 10, (room, _) => $"CHATHISTORY AROUND {NameOf(room)} {SomeTime()} 100"),
            new("BETWEEN", 10, (room, _) => $"CHATHISTORY BETWEEN {NameOf(room)} {SomeTime()} {SomeTime()} 100"),
            new("SEARCH rare", 50, (room, i) => $"SEARCH in={NameOf(room)};text={Storyteller.Rare(i)};limit=100"),
            new("SEARCH common", 200, (room, _) => $"SEARCH in={NameOf(room)};text={Storyteller.Common};limit=100"),
        ];
        long written;
        TimeSpan asked;
        using (var writing = new Writing(this, server))
        {
            long began = Stopwatch.GetTimestamp();
            for (int i = 0; i < questions; i++)
            {
                foreach (Question kind in kinds)
                {
                    int room = _random.Next(Rooms);
                    kind.Lines += Ask(driver, askers[room], kind.Text(room, i), kind.Times);
                }
            }
            asked = Stopwatch.GetElapsedTime(began);
            written = writing.Stop();
        }

        Console.WriteLine($"history: {folder}, {Rooms} rooms, {questions} questions of each kind, while lines are written");
        Tell("file MiB", new FileInfo(Path.Combine(folder, "chat.db")).Length / 1048576.0);
        if (lines > 0) Tell("filled lines/s", fillRate);
        Tell("written lines/s", written / asked.TotalSeconds);
        Tell("start ms", startTime.TotalMilliseconds, 2000);
        foreach (Question kind in kinds)
        {
            Tell($"{kind.Name} lines", (double)kind.Lines / questions);
            Tell($"{kind.Name} p50 ms", Ms(kind.Times, 0.5));
            Tell($"{kind.Name} p99 ms", Ms(kind.Times, 0.99), kind.Goal);
        }
        Tell("RSS MiB", atStart);
        Tell("RSS MiB after", server.ResidentBytes / 1048576.0);

        string SomeTime() => $"timestamp={first + ((last - first) * _random.NextDouble()):yyyy-MM-dd'T'HH:mm:ss.fff'Z'}";
    }

    private static void Tell(string what, double value, double goal = double.NaN)
    {
        string passed = double.IsNaN(goal) ? "" : value < goal ? $"  (goal < {goal}: pass)" : $"  (goal < {goal}: FAIL)";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-22}{value,14:#,0.00}{passed}"));
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

    /// <summary>One kind of question: how it is put to a room the n-th time, and how many milliseconds its p99 may take.</summary>
    private sealed class Question(string name, double goal, Func<int, int, string> text)
    {
        public string Name => name;

        public double Goal => goal;

        public Func<int, int, string> Text => text;

        public LatencyHistogram Times { get; } = new();

        public long Lines { get; set; }
    }

    /// <summary>A thousand lines a second, on a thread of its own.</summary>
    private sealed class Writing : IDisposable
    {
        private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(10);

        private readonly Thread _thread;
        private readonly Driver _driver;
        private volatile bool _isOver;
        private long _written;

        public Writing(HistoryMode mode, RunningServer server)
        {
            _driver = new Driver(server.EndPoint);
            Storyteller[] tellers = [.. Enumerable.Range(0, Rooms).Select(room =>
            {
                Connection connection = mode.Member(_driver, room, "writer", 1)[0];
                var teller = new Storyteller(connection, NameOf(room), new Random(room));
                connection.Receiver = teller;
                return teller;
            })];
            _thread = new Thread(() => Write(tellers)) { IsBackground = true, Name = "writing" };
            _thread.Start();
        }

        /// <summary>Ends it, and tells how many lines were said and came back.</summary>
        public long Stop()
        {
            _isOver = true;
            _thread.Join();
            return _written;
        }

        public void Dispose()
        {
            Stop();
            _driver.Dispose();
        }

        private void Write(Storyteller[] tellers)
        {
            long began = Stopwatch.GetTimestamp();
            for (int round = 1; !_isOver; round++)
            {
                foreach (Storyteller teller in tellers)
                {
                    teller.Left = 1;
                    teller.Say(_driver, 1);
                }
                while (Stopwatch.GetElapsedTime(began) is var now && now < round * Round)
                    _driver.TurnFor((round * Round) - now);
            }
            _driver.TurnUntil(() => tellers.All(teller => teller.Back == teller.Sent), TimeSpan.FromSeconds(10));
            _written = tellers.Sum(teller => teller.Back);
        }
    }
}
