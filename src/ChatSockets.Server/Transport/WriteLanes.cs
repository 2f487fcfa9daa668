using ChatSockets.Core.Diagnostics;

namespace ChatSockets.Server.Transport;

/// <summary>All write lanes of a server; a connection belongs to one of them for as long as it lives.</summary>
internal sealed class WriteLanes : IDisposable
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly WriteLane[] _lanes;

    public WriteLanes(ServerOptions options, Counters counters, Action<long> passed)
    {
        int count = options.WriteLanes > 0 ? options.WriteLanes : Math.Clamp(Environment.ProcessorCount, 1, 4);
        _lanes = [.. Enumerable.Range(1, count).Select(number => new WriteLane(number, options.Log, counters, passed))];
    }

    /// <summary>Whether all threads live.</summary>
    public bool AreAlive => _lanes.All(lane => lane.IsAlive);

    /// <summary>Adds up a figure of all lanes.</summary>
    public long Sum(Func<WriteLane, long> figure) => _lanes.Sum(figure);

    /// <summary>The lane of the connection with that number.</summary>
    public WriteLane For(long connection) => _lanes[connection % _lanes.Length];

    /// <summary>
    /// Lets a sender be at most one burst ahead of the lanes: waits until each lane has begun to send what was appended at the last call,
    /// at most a tenth of a second.
    /// </summary>
    /// <param name="passes">The sender's memory of the lanes' passes; null at first.</param>
    public void Pace(ref long[]? passes)
    {
        passes ??= new long[_lanes.Length];
        for (int i = 0; i < _lanes.Length; i++)
        {
            _lanes[i].WaitForPass(passes[i], LongestPause);
            passes[i] = _lanes[i].Passes;
        }
    }

    public void Dispose()
    {
        foreach (WriteLane lane in _lanes) lane.Dispose();
    }
}
