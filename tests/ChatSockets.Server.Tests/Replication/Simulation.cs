using System.Text;
using ChatSockets.Core.Accounts;
using ChatSockets.Core.Actions;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Entries;
using ChatSockets.Core.Settings;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Sasl;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>
/// Several servers that share a log, their clients, and what can happen to them, all on one thread and all decided by a seed: commands at
/// random servers, records that are on their way for long, answers that are lost so that a record is appended again, servers that fall
/// behind, and servers that stop between any two records and come back.
/// </summary>
internal sealed class Simulation : IDisposable
{
    private const int Steps = 500;

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
    private readonly MemoryLog _shared;
    private readonly ManualClock _clock = new();
    private readonly List<SimulatedNode> _nodes = [];
    private readonly List<SimulatedClient> _clients = [];
    private readonly List<string> _story = [];
    private readonly CollectingSink _log = new();
    private readonly SimulatedLines _lines;

    // Whether who enters a room is shown what was said last: then what a client has seen is in no order.
    private readonly bool _replays;
    private long _numbers;

    public Simulation(int seed)
    {
        _random = new Random(seed);
        _replays = seed % 2 == 0;
        _lines = new SimulatedLines(_random, _clock);
        _shared = new MemoryLog(_clock, run: 1);
        Entry[] accounts = [.. SimulatedLines.Accounts.Select(name => new AccountMade(Encoding.ASCII.GetBytes(name), Keys))];
        _shared.Append(0, 1, EntryCodec.Write(accounts));
        for (int i = 2 + _random.Next(3); i > 0; i--) Start();
        for (int i = 3 + _random.Next(4); i > 0; i--) _clients.Add(new SimulatedClient($"c{_clients.Count}"));
    }

    /// <summary>What happened, for whoever looks for a fault.</summary>
    public string Story => string.Join('\n', _story);

    /// <summary>How much was said and echoed, so that a run in which nothing happens is noticed.</summary>
    public int EchoCount => _clients.Sum(client => client.Echoes().Count());

    public void Dispose()
    {
        foreach (SimulatedNode node in _nodes) node.Chat.Dispose();
    }

    /// <summary>Lets it all happen. Returns what is wrong; empty if nothing is.</summary>
    public IReadOnlyList<string> Run()
    {
        for (int i = 0; i < Steps; i++) Step();
        Settle();
        return [.. _log.Errors, .. new SimulationFaults([.. _nodes.Where(node => node.IsAlive)], _clients, _story, _replays).All()];
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
                SimulatedNode behind = _nodes[_random.Next(_nodes.Count)];
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
            SharedLog = _shared,
            Clock = _clock,
            Log = _log.Log,
            MaximumRoomsPerUser = 2,
            HistoryOnJoin = _replays ? 20 : 0,
            Operators = [Root],
        };
        var node = new SimulatedNode(new SimulatedChat(options));
        node.Chat.Proposals = node;
        node.Chat.Replica.Node = _shared.Append(0, 1000 + _nodes.Count, EntryCodec.Write([new NodeUp("")]));
        _nodes.Add(node);
        _story.Add($"{node.Name} comes");
        // It takes clients when it has caught up.
        while (node.Chat.Replica.Position < node.Chat.Replica.Node) Apply(node);
    }

    // As when its machine loses power: what was not appended is lost, and the others notice at some time.
    private void Stop(SimulatedNode node)
    {
        if (!node.IsAlive) return;
        node.IsAlive = false;
        _story.Add($"{node.Name} stops");
        foreach (SimulatedClient client in _clients.Where(client => client.Node == node)) client.Lose();
        // What was on its way may arrive all the same.
        if (_random.Next(2) == 0) Deliver(node);
        node.Outgoing.Clear();
        if (_random.Next(3) > 0) Fence(node);
    }

    private void Fence(SimulatedNode node)
    {
        _shared.Fence(node.Chat.Replica.Node, "gone");
        _story.Add($"{node.Name} is taken for gone");
    }

    private void Deliver(SimulatedNode node)
    {
        if (node.Outgoing.Count == 0) return;
        (long batch, byte[] entries) = node.Outgoing.Peek();
        // The answer is lost now and then, and so it is appended again.
        if (_random.Next(5) > 0) node.Outgoing.Dequeue();
        long position = _shared.Append(node.Chat.Replica.Node, batch, entries);
        _story.Add($"{node.Name} appends {position}");
    }

    private void Apply(SimulatedNode node)
    {
        if (!node.IsAlive || _shared.Read(node.Chat.Replica.Position + 1) is not { } record) return;
        node.Chat.Replica.Apply(record);
        // Another terminal of one's own may have done it.
        foreach (SimulatedClient one in _clients.Where(client => client.Node == node))
        {
            one.Names.Add(Encoding.UTF8.GetString(one.Context!.User.Nickname));
        }

        _story.Add($"    {node.Name} applies {record.Position}: {string.Join(' ', EntryCodec.Read(record.Entries))}");
        if (record.Node != node.Chat.Replica.Node) return;
        if (node.Waiting.Remove(record.Batch, out SimulatedClient? client)) client.IsWaiting = false;
    }

    private void Act(SimulatedClient client)
    {
        if (client.IsWaiting) return;
        if (client.Node is null)
        {
            SimulatedNode[] living = [.. _nodes.Where(node => node.IsAlive)];
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
            Say(client, $"NICK {_lines.AnyOf(SimulatedLines.Nicknames)}");
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
        else for (int i = 1 + (_random.Next(4) / 3); i > 0 && !client.IsWaiting; i--) Say(client, _lines.Next(client));
        client.Context.Burst.Flush();
        Await(client);
    }

    private void Connect(SimulatedClient client, SimulatedNode node)
    {
        client.Connect(node, ++_numbers, $"10.0.{_random.Next(2)}.{_random.Next(3) + 1}");
        string capabilities = CapabilitySets[_random.Next(CapabilitySets.Length)];
        Say(client, "CAP LS 302");
        if (capabilities.Length > 0) Say(client, $"CAP REQ :{capabilities}");
        if (_random.Next(3) == 0 && AccountAt(node) is { } account) Login.TryIn(client.Context!, new AccountProof(account));
        if (_random.Next(8) == 0) Say(client, "AWAY *");
        Say(client, $"NICK {_lines.AnyOf(SimulatedLines.Nicknames)}");
        Say(client, $"USER {client.Name} 0 * :{client.Name} the tester");
        Say(client, "CAP END");
    }

    private Account? AccountAt(SimulatedNode node) =>
        node.Chat.Accounts.Find(Encoding.ASCII.GetBytes(_lines.AnyOf(SimulatedLines.Accounts)));

    private void SayLines(SimulatedClient client)
    {
        string room = _lines.AnyOf(SimulatedLines.Rooms);
        Tell(client, $"BATCH +1 draft/multiline {room}");
        for (int i = _random.Next(4); i > 0; i--) Tell(client, $"@batch=1 PRIVMSG {room} :m{_lines.Number()}");
        if (_random.Next(5) == 0) Say(client, _lines.Next(client));
        if (!client.IsWaiting) Tell(client, "BATCH -1");
    }

    private void Leave(SimulatedClient client, string reason)
    {
        _story.Add($"{client.Name} leaves: {reason}");
        Disconnect.Of(client.Node!.Chat, client.Context!.Session, reason);
        client.Leaving = true;
        Await(client);
        if (!client.IsWaiting) client.Lose();
    }

    private void Say(SimulatedClient client, string line)
    {
        if (client.Context!.Session.Has(Capability.LabeledResponse | Capability.Batch) && client.Context.User.IsRegistered)
        {
            string label = $"l{_lines.Number()}";
            client.Labels.Add(label);
            line = line[0] == '@' ? $"@label={label};{line[1..]}" : $"@label={label} {line}";
        }
        Tell(client, line);
    }

    private void Tell(SimulatedClient client, string line)
    {
        _story.Add($"{client.Name} at {client.Node!.Name}: {line}");
        if (line.Contains("NICK ", StringComparison.Ordinal)) client.Names.Add(line.Split(' ')[^1]);
        if (MessageParser.TryParse(Encoding.UTF8.GetBytes(line), out Message message)) CommandTable.Run(client.Context!, message);
        Await(client);
    }

    private static void Await(SimulatedClient client)
    {
        SimulatedNode node = client.Node!;
        if (node.Proposed is not { } batch) return;
        node.Proposed = null;
        node.Waiting[batch] = client;
        client.IsWaiting = true;
    }

    // All that was said is heard everywhere, and the dead are missed.
    private void Settle()
    {
        foreach (SimulatedNode node in _nodes)
        {
            while (node.IsAlive && node.Outgoing.Count > 0) Deliver(node);
            if (!node.IsAlive) Fence(node);
        }
        Start();
        foreach (SimulatedNode node in _nodes)
        {
            while (node.IsAlive && node.Chat.Replica.Position < _shared.Count) Apply(node);
        }
    }
}
