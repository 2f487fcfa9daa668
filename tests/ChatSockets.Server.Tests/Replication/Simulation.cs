using System.Globalization;
using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Core.State;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;
using Serilog;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>
/// Several servers that share a log, their clients, and what can happen to them, all on one thread and all decided by a seed: commands at
/// random servers, records that are on their way for long, answers that are lost so that a record is appended again, servers that fall
/// behind, and servers that stop between any two records and come back.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const int Steps = 500;

    private static readonly string[] Rooms = ["#a", "#b", "#c"];
    private static readonly string[] Nicknames = ["ann", "bob", "cat", "dan", "eve", "Ann", "ann_"];
    private static readonly string[] Accounts = ["ann", "bob", "zoe"];

    // Of no password; nobody gives one here.
    private static readonly string Keys = ScramKeys.Decoy(new byte[16], "x").Format();
    private static readonly OperatorAccount Root = new()
    {
        Name = "root",
        Password = PasswordHash.Create("x", 10_000),
        Hosts = ["*@*"],
        Privileges = Privileges.All,
        Host = "oper.example",
    };

    private static readonly string[] CapabilitySets =
    [
        "", "message-tags server-time echo-message labeled-response batch", "echo-message",
        "account-notify away-notify extended-join chghost",
        "message-tags batch draft/multiline draft/read-marker draft/message-redaction draft/metadata-2 echo-message labeled-response "
            + "draft/pre-away",
        "draft/no-implicit-names setname invite-notify account-tag server-time",
    ];

    private readonly Random _random;
    private readonly MemoryLog _log;
    private readonly Clock _clock = new();
    private readonly List<Node> _nodes = [];
    private readonly List<Client> _clients = [];
    private readonly List<string> _story = [];
    private readonly List<string> _errors = [];
    // Whether who enters a room is shown what was said last: then what a client has seen is in no order.
    private readonly bool _replays;
    private int _words;
    private long _numbers;

    public Simulation(int seed)
    {
        _random = new Random(seed);
        _replays = seed % 2 == 0;
        _log = new MemoryLog(_clock, run: 1);
        Entry[] accounts = [.. Accounts.Select(name => new AccountMade(Encoding.ASCII.GetBytes(name), Keys))];
        _log.Append(0, 1, EntryCodec.Write(accounts));
        for (int i = 2 + _random.Next(3); i > 0; i--) Start();
        for (int i = 3 + _random.Next(4); i > 0; i--) _clients.Add(new Client($"c{_clients.Count}"));
    }

    /// <summary>What happened, for whoever looks for a fault.</summary>
    public string Story => string.Join('\n', _story);

    /// <summary>How much was said and echoed, so that a run in which nothing happens is noticed.</summary>
    public int EchoCount => _clients.Sum(client => client.Echoes().Count());

    public void Dispose()
    {
        foreach (Node node in _nodes) node.Chat.Dispose();
    }

    /// <summary>Lets it all happen. Returns what is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Run()
    {
        for (int i = 0; i < Steps; i++) Step();
        Settle();
        return [.. _errors, .. Faults()];
    }

    private void Step()
    {
        // Mostly in the same millisecond, where ids follow each other.
        if (_random.Next(8) == 0) _clock.Advance(TimeSpan.FromMilliseconds(_random.Next(4) == 0 ? _random.Next(3000) : _random.Next(3)));
        switch (_random.Next(100))
        {
            case < 30:
                Act(_clients[_random.Next(_clients.Count)]);
                break;
            case < 60:
                Deliver(_nodes[_random.Next(_nodes.Count)]);
                break;
            case < 99:
                Node behind = _nodes[_random.Next(_nodes.Count)];
                for (int i = 1 + _random.Next(6); i > 0; i--) Apply(behind);
                break;
            default:
                if (_random.Next(3) > 0 && _nodes.Count < 5) Start();
                else if (_nodes.Count(node => node.IsAlive) > 1) Stop(_nodes[_random.Next(_nodes.Count)]);
                break;
        }
    }

    private void Start()
    {
        var options = new ServerOptions
        {
            SharedLog = _log,
            Clock = _clock,
            Log = new LoggerConfiguration().WriteTo.Sink(new Sink(_errors)).CreateLogger(),
            MaximumRoomsPerUser = 2,
            HistoryOnJoin = _replays ? 20 : 0,
            Operators = [Root],
        };
        var node = new Node(new SimulatedChat(options));
        node.Chat.Proposals = node;
        node.Chat.Replica.Node = _log.Append(0, 1000 + _nodes.Count, EntryCodec.Write([new NodeUp("")]));
        _nodes.Add(node);
        _story.Add($"{node.Name} comes");
        // It takes clients when it has caught up.
        while (node.Chat.Replica.Position < node.Chat.Replica.Node) Apply(node);
    }

    // As when its machine loses power: what was not appended is lost, and the others notice at some time.
    private void Stop(Node node)
    {
        if (!node.IsAlive) return;
        node.IsAlive = false;
        _story.Add($"{node.Name} stops");
        foreach (Client client in _clients.Where(client => client.Node == node)) client.Lose();
        // What was on its way may arrive all the same.
        if (_random.Next(2) == 0) Deliver(node);
        node.Outgoing.Clear();
        if (_random.Next(3) > 0) Fence(node);
    }

    private void Fence(Node node)
    {
        _log.Fence(node.Chat.Replica.Node, "gone");
        _story.Add($"{node.Name} is taken for gone");
    }

    private void Deliver(Node node)
    {
        if (node.Outgoing.Count == 0) return;
        (long batch, byte[] entries) = node.Outgoing.Peek();
        // The answer is lost now and then, and so it is appended again.
        if (_random.Next(5) > 0) node.Outgoing.Dequeue();
        long position = _log.Append(node.Chat.Replica.Node, batch, entries);
        _story.Add($"{node.Name} appends {position}");
    }

    private void Apply(Node node)
    {
        if (!node.IsAlive || _log.Read(node.Chat.Replica.Position + 1) is not { } record) return;
        node.Chat.Replica.Apply(record);
        // Another terminal of one's own may have done it.
        foreach (Client one in _clients.Where(client => client.Node == node)) one.Names.Add(Text(one.Context!.User.Nickname));
        _story.Add($"    {node.Name} applies {record.Position}: {string.Join(' ', EntryCodec.Read(record.Entries))}");
        if (record.Node == node.Chat.Replica.Node && node.Waiting.Remove(record.Batch, out Client? client)) client.IsWaiting = false;
    }

    private void Act(Client client)
    {
        if (client.IsWaiting) return;
        if (client.Node is null)
        {
            Node[] living = [.. _nodes.Where(node => node.IsAlive)];
            Connect(client, living[_random.Next(living.Length)]);
            return;
        }
        // As the connection's thread does.
        if (client.Context!.Session.CloseReason is { } reason)
        {
            Leave(client, reason);
            return;
        }
        if (!client.Context.User.IsRegistered)
        {
            Say(client, $"NICK {Nicknames[_random.Next(Nicknames.Length)]}");
            return;
        }
        if (_random.Next(25) == 0)
        {
            Leave(client, "lost");
            return;
        }
        int what = _random.Next(40);
        if (what == 0) OperatorAccess.Grant(client.Context, Root);
        else if (what == 1 && AccountAt(client.Node) is { } account) Login.TryIn(client.Context, new AccountProof(account));
        else if (what < 4 && client.Context.Session.Has(Capability.Multiline | Capability.Batch)) SayLines(client);
        else for (int i = 1 + (_random.Next(4) / 3); i > 0 && !client.IsWaiting; i--) Say(client, Line(client));
        client.Context.Burst.Flush();
        Await(client);
    }

    private void Connect(Client client, Node node)
    {
        client.Connect(node, ++_numbers, $"10.0.{_random.Next(2)}.{_random.Next(3) + 1}");
        string capabilities = CapabilitySets[_random.Next(CapabilitySets.Length)];
        Say(client, "CAP LS 302");
        if (capabilities.Length > 0) Say(client, $"CAP REQ :{capabilities}");
        if (_random.Next(3) == 0 && AccountAt(node) is { } account) Login.TryIn(client.Context!, new AccountProof(account));
        if (_random.Next(8) == 0) Say(client, "AWAY *");
        Say(client, $"NICK {Nicknames[_random.Next(Nicknames.Length)]}");
        Say(client, $"USER {client.Name} 0 * :{client.Name} the tester");
        Say(client, "CAP END");
    }

    private Account? AccountAt(Node node) => node.Chat.Accounts.Find(Encoding.ASCII.GetBytes(Accounts[_random.Next(Accounts.Length)]));

    private void SayLines(Client client)
    {
        string room = Rooms[_random.Next(Rooms.Length)];
        Tell(client, $"BATCH +1 draft/multiline {room}");
        for (int i = _random.Next(4); i > 0; i--) Tell(client, $"@batch=1 PRIVMSG {room} :m{++_words}");
        if (_random.Next(5) == 0) Say(client, Line(client));
        if (!client.IsWaiting) Tell(client, "BATCH -1");
    }

    private void Leave(Client client, string reason)
    {
        _story.Add($"{client.Name} leaves: {reason}");
        Disconnect.Of(client.Node!.Chat, client.Context!.Session, reason);
        client.Leaving = true;
        Await(client);
        if (!client.IsWaiting) client.Lose();
    }

    private void Say(Client client, string line)
    {
        if (client.Context!.Session.Has(Capability.LabeledResponse | Capability.Batch) && client.Context.User.IsRegistered)
        {
            string label = $"l{++_words}";
            client.Labels.Add(label);
            line = line[0] == '@' ? $"@label={label};{line[1..]}" : $"@label={label} {line}";
        }
        Tell(client, line);
    }

    private void Tell(Client client, string line)
    {
        _story.Add($"{client.Name} at {client.Node!.Name}: {line}");
        if (line.Contains("NICK ", StringComparison.Ordinal)) client.Names.Add(line.Split(' ')[^1]);
        if (MessageParser.TryParse(Encoding.UTF8.GetBytes(line), out Message message)) CommandTable.Run(client.Context!, message);
        Await(client);
    }

    private static void Await(Client client)
    {
        Node node = client.Node!;
        if (node.Proposed is not { } batch) return;
        node.Proposed = null;
        node.Waiting[batch] = client;
        client.IsWaiting = true;
    }

    private string Line(Client client)
    {
        string room = Rooms[_random.Next(Rooms.Length)], nickname = Nicknames[_random.Next(Nicknames.Length)];
        string word = $"w{++_words}";
        if (client.Context!.User.Rooms.IsEmpty) return $"JOIN {room}";
        if (_random.Next(3) == 0) return $"PRIVMSG {Text(client.Context.User.Rooms[0].Name)} :{word}";
        return _random.Next(66) switch
        {
            < 8 => $"JOIN {room}",
            8 => $"JOIN {room},{Rooms[_random.Next(Rooms.Length)]} key",
            < 18 => $"PRIVMSG {room} :{word}",
            18 => $"NOTICE {room} :{word}",
            19 => $"PRIVMSG {nickname} :{word}",
            20 => $"PRIVMSG {room},{nickname} :d{word}",
            21 => $"PART {room} :{word}",
            22 => $"NICK {nickname}",
            23 => $"TOPIC {room} :{word}",
            24 => $"MODE {room} +o {nickname}",
            25 => $"MODE {room} +{"imnstCRM"[_random.Next(8)]}",
            26 => $"MODE {room} -{"imnstCRM"[_random.Next(8)]}",
            27 => $"MODE {room} +b {nickname}!*@*",
            28 => $"MODE {room} {(_random.Next(2) == 0 ? "+k" : "-k")} key",
            29 => $"MODE {room} +f *2:5",
            30 => $"KICK {room} {nickname} :{word}",
            31 => $"INVITE {nickname} {room}",
            32 => $"AWAY :{word}",
            33 => "AWAY",
            34 => $"SETNAME :{word}",
            35 => $"METADATA * SET colour :{word}",
            36 => $"METADATA {room} SET colour :{word}",
            37 => $"RENAME {room} {Rooms[_random.Next(Rooms.Length)]} :{word}",
            38 => "MODE * +i".Replace("*", Text(client.Context.User.Nickname), StringComparison.Ordinal),
            39 => $"CAP REQ :away-notify",
            40 => $"WHOIS {nickname}",
            41 => $"NAMES {room}",
            42 => client.LastId is { } id ? $"REDACT {room} {id} :{word}" : $"TAGMSG {room}",
            43 => $"@+typing=active TAGMSG {room}",
            44 => $"QUIT :{word}",
            45 => $"CS REGISTER {room}",
            46 => $"CS ACCESS {room} ADD {Accounts[_random.Next(Accounts.Length)]} voice",
            47 => $"CS OP {room}",
            48 => $"CS UNBAN {room}",
            49 => $"PRIVMSG ChanServ :INVITE {room}",
            50 => $"CS SET {room} HISTORY {(_random.Next(2) == 0 ? "OFF" : "1d")}",
            51 => $"CS TRANSFER {room} {Accounts[_random.Next(Accounts.Length)]}",
            52 => $"NS RECLAIM {nickname}",
            53 => $"PRIVMSG NickServ :GHOST {nickname}",
            54 => $"NS SET ALWAYSON {(_random.Next(2) == 0 ? "ON" : "OFF")}",
            55 => "NS LOGOUT",
            56 => _random.Next(2) == 0 ? "NS IDENTIFY wrong" : $"PRIVMSG NickServ{(_random.Next(2) == 0 ? "" : "," + room)} :INFO",
            57 => $"KILL {nickname} :{word}",
            58 => $"KLINE 1m {nickname}!*@* :{word}",
            59 => $"UNKLINE {nickname}!*@*",
            60 => $"DLINE 1m 10.0.{_random.Next(2)}.{_random.Next(3) + 1} :{word}",
            61 => $"MARKREAD {room} timestamp={_clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss.fff'Z'}",
            62 => $"CS HOOK {room} ADD ci",
            63 => $"WALLOPS :{word}",
            64 => $"MODE {room} +L {Rooms[_random.Next(Rooms.Length)]}",
            _ => $"LIST",
        };
    }

    // All that was said is heard everywhere, and the dead are missed.
    private void Settle()
    {
        foreach (Node node in _nodes)
        {
            while (node.IsAlive && node.Outgoing.Count > 0) Deliver(node);
            if (!node.IsAlive) Fence(node);
        }
        Start();
        foreach (Node node in _nodes)
        {
            while (node.IsAlive && node.Chat.Replica.Position < _log.Count) Apply(node);
        }
    }

    private IEnumerable<string> Faults()
    {
        Node[] living = [.. _nodes.Where(node => node.IsAlive)];
        string first = StateDump.Of(living[0].Chat);
        foreach (Node node in living[1..])
        {
            string other = StateDump.Of(node.Chat);
            if (other != first) yield return $"{living[0].Name} and {node.Name} differ:\n{Difference(first, other)}";
        }
        foreach (string fault in _clients.SelectMany(client => client.Faults())) yield return fault;
        foreach (string fault in OrderFaults()) yield return fault;
        foreach (string fault in LossFaults(living[^1].Chat)) yield return fault;
    }

    // What two clients have both seen, they have seen in the same order: of each room, by its lines with an id.
    private IEnumerable<string> OrderFaults()
    {
        foreach (var text in _clients.SelectMany(client => client.Ids()).GroupBy(line => line.Text))
        {
            if (text.Select(line => line.Id).Distinct().Count() > 1) yield return $"{text.Key} has several ids";
        }
        if (_replays) yield break;
        foreach (Client client in _clients)
        {
            foreach (var room in client.Ids().Where(line => line.Room.StartsWith('#')).GroupBy(line => line.Room))
            {
                string[] ids = [.. room.Select(line => line.Id)];
                if (ids.Distinct().Count() < ids.Length) yield return $"{client.Name} has seen a line of {room.Key} twice";
                if (!ids.SequenceEqual(ids.Order(StringComparer.Ordinal)))
                    yield return $"{client.Name} has seen the lines of {room.Key} in another order: {string.Join(' ', ids)}";
            }
        }
    }

    // What was echoed is there, whoever has stopped since; unless it was taken back, or the room keeps nothing.
    private IEnumerable<string> LossFaults(SimulatedChat chat)
    {
        bool mayBeGone = _story.Exists(static line => line.Contains("REDACT", StringComparison.Ordinal)
            || line.Contains("HISTORY OFF", StringComparison.Ordinal));
        string[] stored = [.. StateDump.Of(chat).Split('\n').Where(line => line.StartsWith("lines:", StringComparison.Ordinal))];
        foreach (Client client in _clients)
        {
            foreach (string text in client.Echoes())
            {
                int count = stored.Count(line => line.Split('|').Contains(text));
                if (count > 1 || (count == 0 && !mayBeGone))
                    yield return $"{client.Name} was told that {text} was said: {count} times in the history";
            }
        }
    }

    private static string Difference(string one, string other)
    {
        string[] mine = one.Split('\n'), theirs = other.Split('\n');
        return string.Join('\n', mine.Except(theirs).Select(line => $"- {line}").Concat(theirs.Except(mine).Select(line => $"+ {line}")));
    }

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);

    private sealed class Clock : TimeProvider
    {
        private DateTimeOffset _now = Support.ManualClock.Start;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => (_now - Support.ManualClock.Start).Ticks;
    }

    private sealed class Sink(List<string> errors) : Serilog.Core.ILogEventSink
    {
        public void Emit(Serilog.Events.LogEvent logEvent)
        {
            if (logEvent.Level >= Serilog.Events.LogEventLevel.Error)
                errors.Add(logEvent.RenderMessage(CultureInfo.InvariantCulture) + " " + logEvent.Exception);
        }
    }

    /// <summary>A server: what it has proposed is on its way until it is delivered.</summary>
    private sealed class Node(SimulatedChat chat) : Proposals
    {
        private long _batches;

        public SimulatedChat Chat => chat;

        public string Name => $"n{chat.Replica.Node}";

        public bool IsAlive { get; set; } = true;

        public Queue<(long Batch, byte[] Entries)> Outgoing { get; } = new();

        /// <summary>Who waits for which batch.</summary>
        public Dictionary<long, Client> Waiting { get; } = [];

        /// <summary>What was proposed last.</summary>
        public long? Proposed { get; set; }

        public override object? Propose(Entry entry)
        {
            if (Proposed is not null) throw new InvalidOperationException("A client does two things at once.");
            Proposed = ++_batches;
            Outgoing.Enqueue((_batches, EntryCodec.Write([entry])));
            return null;
        }
    }

    /// <summary>Somebody who connects now here and now there.</summary>
    private sealed class Client(string name)
    {
        private readonly List<CapturingOutbox> _outboxes = [];

        public string Name => name;

        public Node? Node { get; private set; }

        public CommandContext? Context { get; private set; }

        public HashSet<string> Labels { get; } = [];

        /// <summary>The nicknames that it has had or asked for.</summary>
        public HashSet<string> Names { get; } = ["*"];

        public bool Leaving { get; set; }

        public bool IsWaiting
        {
            get;
            set
            {
                field = value;
                if (Context is not null) Names.Add(Text(Context.User.Nickname));
                if (!value && Leaving) Lose();
            }
        }

        /// <summary>The last message that it has seen.</summary>
        public string? LastId => Ids().LastOrDefault().Id;

        public void Connect(Node node, long number, string address)
        {
            var outbox = new CapturingOutbox();
            _outboxes.Add(outbox);
            Node = node;
            Context = new CommandContext(node.Chat, new Session(node.Chat, outbox, address, static () => { }) { Number = number },
                static () => true, static () => true);
            node.Chat.Users.Connected();
            node.Chat.Replica.Add(Context);
        }

        public void Lose()
        {
            if (Context is not null) Node!.Chat.Replica.Remove(Context);
            (Node, Context, Leaving) = (null, null, false);
            if (IsWaiting) IsWaiting = false;
        }

        /// <summary>The lines in rooms that it has seen, with their ids.</summary>
        public IEnumerable<(string Room, string Id, string Text)> Ids()
        {
            foreach (string line in _outboxes.SelectMany(outbox => outbox.Lines))
            {
                if (Tag(line, "msgid") is not { } id) continue;
                string[] words = line.Split(' ');
                if (words[2] is "PRIVMSG" or "NOTICE" && words[4].StartsWith(":w", StringComparison.Ordinal))
                    yield return (words[3], id, $"{words[4]} to {words[3]}");
            }
        }

        /// <summary>What it has said in rooms and heard that it was said.</summary>
        public IEnumerable<string> Echoes()
        {
            foreach (string line in _outboxes.SelectMany(outbox => outbox.Lines))
            {
                string[] words = line.Split(' ');
                int verb = Array.IndexOf(words, "PRIVMSG");
                bool isOwn = verb > 0 && words[verb - 1].Contains($"!~{name}@", StringComparison.Ordinal);
                if (isOwn && words[verb + 1].StartsWith('#') && words[verb + 2].StartsWith(":w", StringComparison.Ordinal))
                    yield return words[verb + 2][1..];
            }
        }

        public IEnumerable<string> Faults()
        {
            string[] lines = [.. _outboxes.SelectMany(outbox => outbox.Lines)];
            foreach (string line in lines)
            {
                string[] words = line.Split(' ');
                int source = words[0].StartsWith('@') ? 1 : 0;
                bool isNumeric = words.Length > source + 2 && words[source + 1].Length == 3 && words[source + 1].All(char.IsAsciiDigit);
                if (isNumeric && !Names.Contains(words[source + 2]))
                    yield return $"{name} was told what was for {words[source + 2]}: {line}";
                if (Tag(line, "label") is { } label && !Labels.Contains(label)) yield return $"{name} has not asked for {line}";
            }
            var labels = lines.Select(line => Tag(line, "label")).OfType<string>().ToArray();
            if (labels.Distinct().Count() < labels.Length) yield return $"{name} was answered twice";
        }
    }
}
