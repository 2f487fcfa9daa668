using System.Globalization;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>What a server process prints: its port, and the last lines for the report of a failure. Any thread may add.</summary>
internal sealed class ServerOutput
{
    private const string Announcement = "listening on ";
    private const int MaximumLines = 8;

    private readonly Lock _lock = new();
    private readonly Queue<string> _last = new();
    private volatile int _port;

    /// <summary>The port that it announced, or 0.</summary>
    public int Port => _port;

    public string LastLines
    {
        get
        {
            lock (_lock) return _last.Count == 0 ? "nothing" : string.Join(" | ", _last);
        }
    }

    public void Add(string? line)
    {
        if (string.IsNullOrWhiteSpace(line)) return;
        if (line.StartsWith(Announcement, StringComparison.Ordinal)
            && int.TryParse(line.AsSpan(line.LastIndexOf(':') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port))
            _port = port;
        lock (_lock)
        {
            _last.Enqueue(line);
            if (_last.Count > MaximumLines) _last.Dequeue();
        }
    }
}
