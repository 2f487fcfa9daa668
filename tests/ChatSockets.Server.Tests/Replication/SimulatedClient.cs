using System.Text;
using ChatSockets.Core.Actions;
using ChatSockets.Core.State;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Replication;

/// <summary>A client of a <see cref="Simulation"/>: somebody who connects now here and now there.</summary>
internal sealed class SimulatedClient(string name)
{
    private readonly List<CapturingOutbox> _outboxes = [];

    public string Name => name;

    public SimulatedNode? Node { get; private set; }

    public CommandContext? Context { get; private set; }

    /// <summary>The labels of what it has asked.</summary>
    public HashSet<string> Labels { get; } = [];

    /// <summary>The nicknames that it has had or asked for.</summary>
    public HashSet<string> Names { get; } = ["*"];

    /// <summary>Its departure is on its way.</summary>
    public bool Leaving { get; set; }

    /// <summary>Something that it has said is on its way: until that is applied it does nothing.</summary>
    public bool IsWaiting
    {
        get;
        set
        {
            field = value;
            if (Context is not null) Names.Add(Encoding.UTF8.GetString(Context.User.Nickname));
            if (!value && Leaving) Lose();
        }
    }

    /// <summary>The last message that it has seen.</summary>
    public string? LastId => Ids().LastOrDefault().Id;

    public void Connect(SimulatedNode node, long number, string address)
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
    public IEnumerable<(string Room, string Text)> Echoes()
    {
        foreach (string line in _outboxes.SelectMany(outbox => outbox.Lines))
        {
            string[] words = line.Split(' ');
            int verb = Array.IndexOf(words, "PRIVMSG");
            bool isOwn = verb > 0 && words[verb - 1].Contains($"!~{name}@", StringComparison.Ordinal);
            if (isOwn && words[verb + 1].StartsWith('#') && words[verb + 2].StartsWith(":w", StringComparison.Ordinal))
                yield return (words[verb + 1], words[verb + 2][1..]);
        }
    }

    /// <summary>What it was told that was not for it.</summary>
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
