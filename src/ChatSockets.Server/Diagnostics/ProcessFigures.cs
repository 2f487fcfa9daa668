using System.Diagnostics;
using System.Globalization;

namespace ChatSockets.Server.Diagnostics;

/// <summary>Figures of this process. Any thread.</summary>
internal static class ProcessFigures
{
    // proc_pid_stat(5): num_threads is the twentieth field; the second, in parentheses, is the only one that may hold spaces.
    private const int ThreadsAfterName = 17;

    /// <summary>How many threads there are. On Linux without a look at each of them, of which there may be thousands.</summary>
    public static long Threads
    {
        get
        {
            if (OperatingSystem.IsLinux() && OfLinux() is { } count) return count;
            using var process = Process.GetCurrentProcess();
            return process.Threads.Count;
        }
    }

    /// <summary>The processor time so far, in user and kernel mode.</summary>
    public static TimeSpan CpuTime
    {
        get
        {
            if (OperatingSystem.IsWindows() || OperatingSystem.IsLinux() || OperatingSystem.IsMacOS())
                return Environment.CpuUsage.TotalTime;
            using var process = Process.GetCurrentProcess();
            return process.TotalProcessorTime;
        }
    }

    private static long? OfLinux()
    {
        try
        {
            string stat = File.ReadAllText("/proc/self/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields.Length > ThreadsAfterName && long.TryParse(fields[ThreadsAfterName], CultureInfo.InvariantCulture, out long count)
                ? count : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
