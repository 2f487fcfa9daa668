using System.Runtime.InteropServices;

namespace ChatSockets.Server.Limits;

/// <summary>
/// Which of the system's limits is the least, counted in connections. Read once, at the start; other processes that grow later find the
/// reserve that is left to them, and a thread that cannot be had all the same costs its connection alone.
/// </summary>
internal static class SystemLimits
{
    /// <summary>
    /// The memory of a connection that is registered and idle. Measured with 16,000 of them: 28 KiB resident (24 KiB in the ahead-of-time
    /// build, 35 KiB with 3,000), and about 30 KiB of the kernel's for thread, stack and socket.
    /// </summary>
    public const int ConnectionBytes = 64 * 1024;

    /// <summary>
    /// The limit that allows this process the fewest connections; null where none is known. Reads files: some milliseconds.
    /// </summary>
    public static SystemLimit? ReadLeast() => ReadAll().MinBy(limit => limit.Connections);

    /// <summary>Every limit that is known. Reads files: some milliseconds.</summary>
    public static IEnumerable<SystemLimit> ReadAll()
    {
        long memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        if (OperatingSystem.IsLinux()) return new LinuxLimits("/", memory, IsDynamic).All();
        var limits = new List<SystemLimit>
        {
            new("memory", memory, memory / 4, ConnectionBytes, MoreMemory),
        };
        if (!OperatingSystem.IsWindows()) limits.Add(OpenFiles(HandleLimit.Maximum, HandleLimit.Reserve));
        if (OperatingSystem.IsMacOS()) limits.AddRange(MacThreads());
        return limits;
    }

    /// <summary>The limit of open files: each connection has one.</summary>
    /// <param name="maximum">How many this process may have.</param>
    /// <param name="taken">How many are in use or not for connections.</param>
    public static SystemLimit OpenFiles(long maximum, long taken) =>
        new("open files", maximum, taken, 1, "raise it with ulimit -n {0}, or LimitNOFILE={0} in the systemd unit");

    /// <summary>The advice where only a larger machine helps.</summary>
    public const string MoreMemory = "give the machine more memory, or lower max-connections";

    /// <summary>Returns the reserve of a limit that other processes share or that the process needs for other purposes.</summary>
    public static long Reserve(long limit) => Math.Max(limit / 16, 32);

    // The ahead-of-time build gives its threads no signal stack of their own.
    private static bool IsDynamic => System.Runtime.CompilerServices.RuntimeFeature.IsDynamicCodeSupported;

    private static IEnumerable<SystemLimit> MacThreads()
    {
        foreach (string name in (string[])["kern.num_taskthreads", "kern.num_threads"])
        {
            nint length = sizeof(int);
            if (ReadSetting([.. System.Text.Encoding.ASCII.GetBytes(name), 0], out int value, ref length, 0, 0) == 0 && value > 0)
                yield return new SystemLimit(name, value, Reserve(value), 1,
                    "lower max-connections: macOS sets it by the machine's memory");
        }
    }

    [DllImport("libc", EntryPoint = "sysctlbyname")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ReadSetting(byte[] name, out int value, ref nint length, nint newValue, nint newLength);
}
