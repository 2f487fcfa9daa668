using System.Globalization;

namespace ChatSockets.Testing;

/// <summary>
/// Requests whose replies are on their way (https://ircv3.net/specs/extensions/labeled-response): a reply is one line with the label, a
/// batch with it, or ACK. Used from any thread.
/// </summary>
internal sealed class PendingRequests
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource<IReadOnlyList<string>>> _byLabel = [];
    private readonly Dictionary<string, Batch> _batches = [];
    private int _last;

    public (string Label, Task<IReadOnlyList<string>> Reply) Add()
    {
        var reply = new TaskCompletionSource<IReadOnlyList<string>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            string label = (++_last).ToString(CultureInfo.InvariantCulture);
            _byLabel[label] = reply;
            return (label, reply.Task);
        }
    }

    /// <summary>Whether the line is part of a reply, and then takes it.</summary>
    public bool Take(ReceivedLine line)
    {
        lock (_gate)
        {
            if (line.Verb == "BATCH" && line.First.Length > 1) return TakeBatch(line, line.First[1..]);
            if (line.Label.Length > 0)
            {
                End(line.Label, line.Verb == "ACK" ? [] : [line.Raw]);
                return true;
            }
            if (!_batches.TryGetValue(line.Batch, out Batch? batch)) return false;
            batch.Lines.Add(line.Raw);
            return true;
        }
    }

    private bool TakeBatch(ReceivedLine line, string name)
    {
        if (line.First[0] == '-')
        {
            if (!_batches.Remove(name, out Batch? ended)) return false;
            if (ended.Label.Length > 0) End(ended.Label, ended.Lines);
            return true;
        }
        if (line.Label.Length > 0) _batches[name] = new Batch(line.Label, []);
        // A batch inside of a reply, as of history.
        else if (_batches.TryGetValue(line.Batch, out Batch? outer)) _batches[name] = new Batch("", outer.Lines);
        else return false;
        return true;
    }

    private void End(string label, IReadOnlyList<string> lines)
    {
        if (_byLabel.Remove(label, out TaskCompletionSource<IReadOnlyList<string>>? reply)) reply.SetResult(lines);
    }

    private sealed record Batch(string Label, List<string> Lines);
}
