using System.Diagnostics;
using System.Net;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>A server under measurement: where it listens, and what its process has used.</summary>
internal class RunningServer(IPEndPoint endPoint, Process? process) : IDisposable
{
    public IPEndPoint EndPoint { get; } = endPoint;

    /// <summary>Whether its use of CPU and memory can be seen.</summary>
    public bool IsMeasured => process is not null;

    public bool HasExited => process?.HasExited ?? false;

    /// <summary>User and system time of all its threads; on Linux in steps of 10 ms.</summary>
    public TimeSpan CpuTime => Usage(static p => p.TotalProcessorTime);

    /// <summary>Resident memory in bytes.</summary>
    public long ResidentBytes => Usage(static p => p.WorkingSet64);

    /// <summary>The most resident memory it ever had, in bytes.</summary>
    public long PeakResidentBytes => Usage(static p => p.PeakWorkingSet64);

    public int Threads => Usage(static p => p.Threads.Count);

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing) => process?.Dispose();

    private T Usage<T>(Func<Process, T> read) where T : struct
    {
        if (process is null || process.HasExited) return default;
        process.Refresh();
        return read(process);
    }
}
