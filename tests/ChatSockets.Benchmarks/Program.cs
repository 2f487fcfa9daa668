using System.CommandLine;
using System.Globalization;
using BenchmarkDotNet.Running;
using ChatSockets.Benchmarks;
using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Micro;
using ChatSockets.Benchmarks.Modes;
using ChatSockets.Benchmarks.Modes.Abuse;

// chat-bench: one process that opens thousands of connections to an IRC server, measures what the server makes of
// them, and compares ours with the peers installed on the machine. README.md says what each mode measures.
//
//     chat-bench fanout --members 1000 --senders 10 --window 8
//     chat-bench idle --connections 10000 --server chatsockets --rounds 3
//     chat-bench micro --filter '*Parser*'
var common = new CommonOptions();
var root = new RootCommand("Load generator and benchmarks for IRC servers")
{
    Fanout(), Rooms(), Paced(), Idle(), Storm(), Crowd(), Receipts(), History(), Silent(), Abuse(), Micro(),
    common.Table("table", "one load after the other, and one table of them all", Loads),
};
ParseResult parsed = root.Parse(args);
int exitCode = parsed.Invoke();
return parsed.Errors.Count > 0 ? 2 : exitCode;

static Option<int> Number(string name, string description, int value) =>
    new(name) { Description = description, DefaultValueFactory = _ => value };

static TimeSpan Seconds(int value) => TimeSpan.FromSeconds(value);

static IReadOnlyList<TableRow> Loads(LoadOptions load, bool isShort)
{
    const string Big = "big: a room of 1,000, 10 speak", Small = "small: 200 rooms of 10, one speaks in each";
    TimeSpan warmUp = Seconds(isShort ? 1 : 3), time = Seconds(isShort ? 2 : 10);
    int idle = isShort ? 3000 : 16_000;
    LoadOptions tagged = load with
    {
        Capabilities = ["message-tags", "server-time", "batch", "labeled-response", "account-tag"],
        CapabilitiesEvery = 2,
    };
    return
    [
        new(Big, new FanoutMode(load, 1000, 10, 8, warmUp, time), "deliveries/s", "CPU us/delivery"),
        new("half of them with tags, time, labels", new FanoutMode(tagged, 1000, 10, 8, warmUp, time), "deliveries/s")
            { HasTags = true, Above = Big, Share = 0.8 },
        new("all of them over TLS", new FanoutMode(load, 1000, 10, 8, warmUp, time, lead: 2), "deliveries/s") { IsEncrypted = true },
        new(Small, new RoomsMode(load, 200, 10, 4, warmUp, time), "deliveries/s", "CPU us/delivery"),
        new("the same, half with tags", new RoomsMode(tagged, 200, 10, 4, warmUp, time), "deliveries/s")
            { HasTags = true, Above = Small, Share = 0.8 },
        new("steady: 500 members, 500 lines/s", new PacedMode(load, 500, 10, 500, warmUp, time), "p50 ms", "p99 ms", "CPU us/delivery"),
        new("quiet: 20 members, 20 lines/s", new PacedMode(load, 20, 10, 20, warmUp, time), "p50 ms", "p99 ms", "CPU us/delivery"),
        new("storm: 1,000 join one room", new StormMode(load, 1000), "all joined s", "server CPU s"),
        new(string.Create(CultureInfo.InvariantCulture, $"idle: {idle:#,0} connections"), new IdleMode(load, idle, warmUp),
            "register s", "CPU us/register", "KiB/connection"),
    ];
}

Command Fanout()
{
    Option<int> members = Number("--members", "members of the room", 1000);
    Option<int> senders = Number("--senders", "members who speak", 10);
    Option<int> window = Number("--window", "lines that a sender has in flight", 8);
    Option<int> warmUp = Number("--warmup", "seconds before measuring", 3);
    Option<int> seconds = Number("--seconds", "seconds of measuring", 10);
    return common.Command("fanout", "deliveries a second in one room, as fast as the server can",
        [members, senders, window, warmUp, seconds], (r, load) =>
        new FanoutMode(load, r.GetValue(members), r.GetValue(senders), r.GetValue(window), Seconds(r.GetValue(warmUp)),
            Seconds(r.GetValue(seconds))));
}

Command Rooms()
{
    Option<int> rooms = Number("--rooms", "rooms", 200);
    Option<int> members = Number("--members", "members of each", 10);
    Option<int> window = Number("--window", "lines that each room's sender has in flight", 4);
    Option<int> warmUp = Number("--warmup", "seconds before measuring", 3);
    Option<int> seconds = Number("--seconds", "seconds of measuring", 10);
    return common.Command("rooms", "deliveries a second in many small rooms", [rooms, members, window, warmUp, seconds], (r, load) =>
        new RoomsMode(load, r.GetValue(rooms), r.GetValue(members), r.GetValue(window), Seconds(r.GetValue(warmUp)),
            Seconds(r.GetValue(seconds))));
}

Command Paced()
{
    Option<int> members = Number("--members", "members of the room", 500);
    Option<int> senders = Number("--senders", "members who speak", 10);
    Option<int> rate = Number("--rate", "lines a second, over all senders", 500);
    Option<int> warmUp = Number("--warmup", "seconds before measuring", 3);
    Option<int> seconds = Number("--seconds", "seconds of measuring", 10);
    return common.Command("paced", "latency of every delivery at a fixed rate", [members, senders, rate, warmUp, seconds], (r, load) =>
        new PacedMode(load, r.GetValue(members), r.GetValue(senders), r.GetValue(rate), Seconds(r.GetValue(warmUp)),
            Seconds(r.GetValue(seconds))));
}

Command Idle()
{
    Option<int> connections = Number("--connections", "connections to open", 10000);
    Option<int> seconds = Number("--seconds", "seconds of idling", 5);
    return common.Command("idle", "memory and threads of idle connections, and the time to register them",
        [connections, seconds], (r, load) =>
        new IdleMode(load, r.GetValue(connections), Seconds(r.GetValue(seconds))));
}

Command Storm()
{
    Option<int> connections = Number("--connections", "connections to open", 5000);
    return common.Command("storm", "everybody registers and joins one room", [connections],
        (r, load) => new StormMode(load, r.GetValue(connections)));
}

Command Crowd()
{
    Option<int> members = Number("--members", "members of the room", 5000);
    Option<int> rate = Number("--rate", "lines a second, over all who talk during the loss", 20);
    return common.Command("crowd", "what one does in a very large room, and the loss of half of it", [members, rate], (r, load) =>
        new CrowdMode(load, r.GetValue(members), r.GetValue(rate)));
}

Command Receipts()
{
    Option<int> senders = Number("--senders", "members who speak", 50);
    Option<int> window = Number("--window", "lines that a sender has in flight", 20);
    Option<int> rate = Number("--quiet-rate", "lines a second of the one who speaks alone", 100);
    Option<int> warmUp = Number("--warmup", "seconds before measuring", 3);
    Option<int> seconds = Number("--seconds", "seconds of each of the two measurements", 10);
    return common.Command("receipts", "lines a second that come back to those who said them, and how soon",
        [senders, window, rate, warmUp, seconds], (r, load) =>
        new ReceiptsMode(load, r.GetValue(senders), r.GetValue(window), r.GetValue(rate), Seconds(r.GetValue(warmUp)),
            Seconds(r.GetValue(seconds))), ReceiptsMode.Capability);
}

Command History()
{
    var binary =
        new Option<string?>("--binary") { Description = "our chat-server, dll or executable; by default the one built along with this" };
    var data = new Option<string>("--data") { Description = "the data folder, which stays", Required = true };
    var lines = new Option<long>("--lines") { Description = "how many lines to add", DefaultValueFactory = _ => 10_000_000 };
    Option<int> questions = Number("--questions", "how often each question is asked", 1000);
    var command = new Command("history", "a history of millions of lines: the start, CHATHISTORY and SEARCH") { binary,
        data, lines, questions };
    command.SetAction(result =>
    {
        try
        {
            new HistoryMode(result.GetValue(binary), result.GetRequiredValue(data), result.GetValue(lines),
                result.GetValue(questions)).Run();
            return 0;
        }
        catch (BenchException e)
        {
            Console.Error.WriteLine($"chat-bench: {e.Message}");
            return 1;
        }
    });
    return command;
}

Command Silent()
{
    Option<int> members = Number("--members", "members of the room", 200);
    Option<int> senders = Number("--senders", "members who speak", 10);
    Option<int> window = Number("--window", "lines that a sender has in flight, where there is no rate", 8);
    Option<int> rate = Number("--rate", "lines a second over all senders; 0: as fast as the window allows", 0);
    Option<int> seconds = Number("--seconds", "seconds of each of the two measurements", 10);
    return common.Command("silent", "what a member who never reads costs the others",
        [members, senders, window, rate, seconds], (r, load) =>
        new SilentMode(load, r.GetValue(members), r.GetValue(senders), r.GetValue(window), r.GetValue(rate), Seconds(r.GetValue(seconds))));
}

Command Abuse()
{
    Option<int> noise = Number("--noise", "megabytes of random bytes", 100);
    Option<int> mute = Number("--connections", "connections that say nothing", 5000);
    return common.Command("abuse", "what no decent client does, while two users talk", [noise, mute], (r, load) =>
        new AbuseMode(load, r.GetValue(noise) * 1_000_000L, r.GetValue(mute)));
}

Command Micro()
{
    var filter = new Option<string>("--filter") { Description = "which benchmarks, as a glob", DefaultValueFactory = _ => "*" };
    var command = new Command("micro", "BenchmarkDotNet: the protocol library's hot paths") { filter };
    command.SetAction(result =>
    {
        string[] arguments = ["--filter", result.GetRequiredValue(filter)];
        return BenchmarkSwitcher.FromAssembly(typeof(MicroConfig).Assembly).Run(arguments, new MicroConfig()).Any() ? 0 : 2;
    });
    return command;
}
