namespace ChatSockets.Testing;

/// <summary>What has arrived and was not expected yet, in order, and who waits for what. Used from any thread.</summary>
internal sealed class Inbox
{
    private readonly Lock _gate = new();
    private readonly List<ReceivedLine> _lines = [];
    private readonly List<(Func<ReceivedLine, bool> Fits, TaskCompletionSource<ReceivedLine> Found)> _waits = [];

    public void Add(ReceivedLine line)
    {
        lock (_gate)
        {
            int wait = _waits.FindIndex(wait => wait.Fits(line));
            if (wait < 0)
            {
                _lines.Add(line);
                return;
            }
            _waits[wait].Found.SetResult(line);
            _waits.RemoveAt(wait);
        }
    }

    /// <summary>Takes the first line that fits, as soon as there is one.</summary>
    public Task<ReceivedLine> FindAsync(Func<ReceivedLine, bool> fits)
    {
        lock (_gate)
        {
            int index = _lines.FindIndex(line => fits(line));
            if (index >= 0)
            {
                ReceivedLine line = _lines[index];
                _lines.RemoveAt(index);
                return Task.FromResult(line);
            }
            var found = new TaskCompletionSource<ReceivedLine>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waits.Add((fits, found));
            return found.Task;
        }
    }

    /// <summary>Nobody waits any more: what comes stays for the next.</summary>
    public void Abandon(Task<ReceivedLine> found)
    {
        lock (_gate) _waits.RemoveAll(wait => wait.Found.Task == found);
    }

    public IReadOnlyList<ReceivedLine> TakeAll()
    {
        lock (_gate)
        {
            ReceivedLine[] lines = [.. _lines];
            _lines.Clear();
            return lines;
        }
    }

    /// <summary>For the message of a failed test.</summary>
    public string Describe()
    {
        lock (_gate)
        {
            if (_lines.Count == 0) return "Nothing else came.";
            return $"What came instead:{string.Concat(_lines.TakeLast(20).Select(line => $"{Environment.NewLine}  {line.Raw}"))}";
        }
    }
}
