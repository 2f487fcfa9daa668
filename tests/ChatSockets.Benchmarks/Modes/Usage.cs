using System.Diagnostics;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>CPU used by the server and by the load generator since a moment; one core fully used is 100 %.</summary>
internal sealed class Usage
{
    private readonly RunningServer _server;
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly TimeSpan _serverCpu;
    private readonly TimeSpan _ownCpu = Environment.CpuUsage.TotalTime;

    public Usage(RunningServer server)
    {
        _server = server;
        _serverCpu = server.CpuTime;
    }

    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_start);

    /// <summary>Microseconds of the server, or NaN.</summary>
    public double ServerMicroseconds => _server.IsMeasured ? (_server.CpuTime - _serverCpu).TotalMicroseconds : double.NaN;

    public double ServerPercent => 100 * ServerMicroseconds / Elapsed.TotalMicroseconds;

    public double OwnPercent => 100 * (Environment.CpuUsage.TotalTime - _ownCpu) / Elapsed;
}
