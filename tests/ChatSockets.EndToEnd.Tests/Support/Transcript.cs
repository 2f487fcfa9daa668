using System.Diagnostics;
using Xunit.Sdk;

namespace ChatSockets.EndToEnd.Tests.Support;

/// <summary>
/// The lines that something has said so far, and how far a test has read them. One thread adds, one test reads; what does not come before
/// the deadline fails with everything that did.
/// </summary>
/// <param name="name">Whose words they are.</param>
/// <param name="surroundings">Tells, for a failure's message, everything that is known.</param>
internal sealed class Transcript(string name, Func<string> surroundings)
{
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private TaskCompletionSource _changed = NewSource();
    private bool _ended;
    private int _read;

    /// <summary>All lines so far, read or not.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate) return [.. _lines];
        }
    }

    public void Add(string line)
    {
        lock (_gate)
        {
            _lines.Add(line);
            Change();
        }
    }

    /// <summary>No line follows.</summary>
    public void End()
    {
        lock (_gate)
        {
            _ended = true;
            Change();
        }
    }

    /// <summary>Reads on to the next line that holds the text.</summary>
    public Task<string> NextAsync(string part) => NextAsync(line => line.Contains(part, StringComparison.Ordinal), $"a line with '{part}'");

    /// <summary>Reads on to the next line that is the one.</summary>
    public async Task<string> NextAsync(Func<string, bool> isIt, string what)
    {
        string? found = null;
        await UntilAsync(
            () =>
            {
                while (found is null && _read < _lines.Count)
                {
                    string line = _lines[_read++];
                    if (isIt(line)) found = line;
                }
                return found is not null;
            },
            what);
        return found!;
    }

    /// <summary>Waits for the end, and answers with all lines.</summary>
    public async Task<IReadOnlyList<string>> EndAsync()
    {
        await UntilAsync(() => _ended, "its end");
        return Lines;
    }

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Change()
    {
        _changed.TrySetResult();
        _changed = NewSource();
    }

    // The condition is asked with the gate held.
    private async Task UntilAsync(Func<bool> isMet, string what)
    {
        long started = Stopwatch.GetTimestamp();
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (isMet()) return;
                if (_ended) throw new XunitException($"{name} ended before {what} came.\n{surroundings()}");
                changed = _changed.Task;
            }
            TimeSpan left = Deadline.Wait - Stopwatch.GetElapsedTime(started);
            try
            {
                await changed.WaitAsync(left > TimeSpan.Zero ? left : TimeSpan.Zero);
            }
            catch (TimeoutException)
            {
                throw new XunitException($"{name} did not bring {what} within {Deadline.Wait.TotalSeconds} s.\n{surroundings()}");
            }
        }
    }
}
