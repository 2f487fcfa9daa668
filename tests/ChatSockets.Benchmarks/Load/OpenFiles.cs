using System.Runtime.InteropServices;

namespace ChatSockets.Benchmarks.Load;

/// <summary>The system's limit of open files, which is the number of connections a process may have.</summary>
internal static class OpenFiles
{
    /// <summary>Raises this process's limit where that is allowed, and says what to do where it is not.</summary>
    public static void Require(int count)
    {
        if (OperatingSystem.IsWindows()) return;
        int resource = OperatingSystem.IsMacOS() ? 8 : 7;
        if (Libc.GetLimit(resource, out Libc.Limit limit) != 0 || limit.Soft >= (nuint)count) return;
        var wanted = new Libc.Limit { Soft = (nuint)count, Hard = nuint.Max(limit.Hard, (nuint)count) };
        if (Libc.SetLimit(resource, wanted) == 0) return;
        throw new BenchException(
            $"{count} open files are needed, {limit.Soft} are allowed ({Marshal.GetLastPInvokeErrorMessage()}). " +
            $"Raise the limit first: ulimit -n {count}, or LimitNOFILE, or /etc/security/limits.conf.");
    }
}
