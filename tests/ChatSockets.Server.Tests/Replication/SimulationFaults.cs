namespace ChatSockets.Server.Tests.Replication;

/// <summary>What must not be when a <see cref="Simulation"/> has come to its end.</summary>
/// <param name="living">The servers that are there, the one that came last at the end.</param>
/// <param name="clients">All clients.</param>
/// <param name="story">What happened.</param>
/// <param name="replays">Whether who enters a room is shown what was said last: then what a client has seen is in no order.</param>
internal sealed class SimulationFaults(
    IReadOnlyList<SimulatedNode> living, IReadOnlyList<SimulatedClient> clients, IReadOnlyList<string> story, bool replays)
{
    /// <summary>All that is wrong; nothing, if all is well.</summary>
    public IEnumerable<string> All()
    {
        string first = StateDump.Of(living[0].Chat);
        foreach (SimulatedNode node in living.Skip(1))
        {
            string other = StateDump.Of(node.Chat);
            if (other != first) yield return $"{living[0].Name} and {node.Name} differ:\n{Difference(first, other)}";
        }
        foreach (string fault in clients.SelectMany(client => client.Faults())) yield return fault;
        foreach (string fault in OrderFaults()) yield return fault;
        foreach (string fault in LossFaults(living[^1].Chat)) yield return fault;
    }

    // What two clients have both seen, they have seen in the same order: of each room, by its lines with an id.
    private IEnumerable<string> OrderFaults()
    {
        foreach (var text in clients.SelectMany(client => client.Ids()).GroupBy(line => line.Text))
        {
            if (text.Select(line => line.Id).Distinct().Count() > 1) yield return $"{text.Key} has several ids";
        }
        if (replays) yield break;
        foreach (SimulatedClient client in clients)
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

    // What was echoed is there, whoever has stopped since; unless that was taken back, or its room keeps nothing.
    private IEnumerable<string> LossFaults(SimulatedChat chat)
    {
        string[] stored = [.. StateDump.Of(chat).Split('\n').Where(line => line.StartsWith("lines:", StringComparison.Ordinal))];
        string[] takenBack = [.. Said("REDACT").Select(words => words[^2])];
        string[] keepNothing = [.. Said("OFF").Select(words => words[^3])];
        // What was said in a room may be another's by now.
        bool areRenamed = Said("RENAME").Any();
        foreach (SimulatedClient client in clients)
        {
            foreach ((string room, string text) in client.Echoes())
            {
                int count = stored.Count(line => line.Split('|').Contains(text));
                bool mayBeGone = takenBack.Intersect(IdsOf(text)).Any()
                    || (areRenamed ? keepNothing.Length > 0 : keepNothing.Contains(room));
                if (count > 1 || (count == 0 && !mayBeGone))
                    yield return $"{client.Name} was told that {text} was said: {count} times in the history";
            }
        }
    }

    private IEnumerable<string[]> Said(string word) => story.Select(line => line.Split(' ')).Where(words => words.Contains(word));

    private IEnumerable<string> IdsOf(string text) =>
        clients.SelectMany(client => client.Ids()).Where(line => line.Text.StartsWith($":{text} ", StringComparison.Ordinal))
            .Select(line => line.Id);

    private static string Difference(string one, string other)
    {
        string[] mine = one.Split('\n'), theirs = other.Split('\n');
        return string.Join('\n', mine.Except(theirs).Select(line => $"- {line}").Concat(theirs.Except(mine).Select(line => $"+ {line}")));
    }
}
