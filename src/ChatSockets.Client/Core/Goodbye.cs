using ChatSockets.Protocol;

namespace ChatSockets.Client.Core;

/// <summary>
/// The end of the client: its exit code and last words, and the servers that it has said goodbye to and that have not closed the connection
/// yet. The loop's thread alone uses it.
/// </summary>
internal sealed class Goodbye(Alarms alarms)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    private int _awaited;
    private string _lastWords = "";

    public int ExitCode { get; private set; }

    public bool HasBegun { get; private set; }

    public bool IsOver { get; private set; }

    /// <summary>Says goodbye, once.</summary>
    /// <param name="exitCode">The exit code.</param>
    /// <param name="lastWords">What the user is told; empty for nothing.</param>
    /// <param name="quit">Says it to each server that can hear it, and returns how many they are.</param>
    public void Say(int exitCode, string lastWords, Func<int> quit)
    {
        if (HasBegun) return;
        HasBegun = true;
        (ExitCode, _lastWords) = (exitCode, lastWords);
        _awaited = quit();
        if (_awaited > 0) alarms.Set(Alarm.Leave, Deadline);
        else IsOver = true;
    }

    /// <summary>It has failed in spite of the exit code with which it began.</summary>
    public void Fail(string reason) => (ExitCode, _lastWords) = (Core.ExitCode.Failed, reason);

    /// <summary>A server has heard it.</summary>
    public void Heard() => IsOver |= --_awaited <= 0;

    /// <summary>Nobody waits for the servers any more.</summary>
    public void End() => IsOver = true;

    public void WriteLastWords(TextWriter errors)
    {
        if (_lastWords.Length > 0) errors.WriteLine($"chat-client: {PlainText.Clean(_lastWords)}");
    }
}
