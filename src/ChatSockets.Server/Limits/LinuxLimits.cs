using System.Globalization;

namespace ChatSockets.Server.Limits;

/// <summary>
/// The limits of Linux for this process, from <c>/proc</c> and <c>/sys</c>: open files, maps, threads, memory. A file that is missing or
/// unreadable sets no limit, because containers hide some.
/// </summary>
/// <param name="root">The folder that contains <c>proc</c> and <c>sys</c>; tests use their own.</param>
/// <param name="heapBytes">The garbage collector's limit.</param>
/// <param name="isDynamic">Whether code is compiled at run time.</param>
internal sealed class LinuxLimits(string root, long heapBytes, bool isDynamic)
{
    /// <summary>
    /// The memory maps of a connection's thread. Measured with 3,000 and with 16,000 connections: 4.00 each, the stack and its guard page,
    /// and the stack for signals and its guard page, with DOTNET_EnableWriteXorExecute=0 as with 1. The runtime ends the process when it
    /// cannot have one more.
    /// </summary>
    public const int MapsPerThread = 4;

    /// <summary>The same in the ahead-of-time build, measured in the same way: 2.00, there is no stack for signals.</summary>
    public const int MapsPerNativeThread = 2;

    private const ulong Administrator = 1UL << 21 | 1UL << 24;

    /// <summary>Every limit that there is.</summary>
    public IEnumerable<SystemLimit> All()
    {
        var limits = new List<SystemLimit>();
        AddFiles(limits);
        AddMaps(limits);
        AddThreads(limits);
        AddControlGroups(limits);
        AddMemory(limits);
        return limits;
    }

    private void AddFiles(List<SystemLimit> limits)
    {
        if (ResourceLimit("Max open files") is not { } maximum) return;
        limits.Add(SystemLimits.OpenFiles(maximum, Count("proc/self/fd") + HandleLimit.Reserve + (maximum / 64)));
    }

    // The rest of the reserve is for the heap and the runtime's code, whose maps become more as they grow.
    private void AddMaps(List<SystemLimit> limits)
    {
        if (Number("proc/sys/vm/max_map_count") is not { } maximum) return;
        long taken = Lines("proc/self/maps").Length + SystemLimits.Reserve(maximum);
        limits.Add(new("vm.max_map_count", maximum, taken, isDynamic ? MapsPerThread : MapsPerNativeThread,
            "raise it with sysctl -w vm.max_map_count={0}"));
    }

    private void AddThreads(List<SystemLimit> limits)
    {
        long running = AllThreads();
        foreach ((string name, string file) in new[] { ("kernel.pid_max", "pid_max"), ("kernel.threads-max", "threads-max") })
        {
            if (Number($"proc/sys/kernel/{file}") is { } maximum)
                limits.Add(Threads(name, maximum, running, $"raise it with sysctl -w {name}={{0}}"));
        }
        // Of one user, in all processes; not of root.
        if (!IsAdministrator() && ResourceLimit("Max processes") is { } ofUser)
            limits.Add(Threads("processes (ulimit -u)", ofUser, ThreadsOfUser(),
                "raise it with ulimit -u {0}, or LimitNPROC={0} in the systemd unit"));
    }

    private void AddControlGroups(List<SystemLimit> limits)
    {
        foreach (string folder in ControlGroups("pids"))
        {
            if (Number($"{folder}/pids.max") is not { } maximum) continue;
            long running = Number($"{folder}/pids.current") ?? 0;
            limits.Add(Threads("pids.max of the control group", maximum, running,
                "raise it with TasksMax={0} in the systemd unit, or --pids-limit {0} of the container"));
        }
        foreach (string folder in ControlGroups("memory"))
        {
            long? maximum = Number($"{folder}/memory.max") ?? Number($"{folder}/memory.limit_in_bytes");
            if (maximum is { } bytes)
                limits.Add(Memory("memory of the control group", bytes, bytes / 4,
                    "raise it with MemoryMax={0} in the systemd unit, or --memory {0} of the container"));
        }
    }

    private void AddMemory(List<SystemLimit> limits)
    {
        long machine = MachineBytes() ?? heapBytes;
        limits.Add(Memory("memory", machine, machine / 4, SystemLimits.MoreMemory));
        // Without a limit of its own the heap may take what the machine has.
        if (heapBytes < machine / 100 * 99)
            limits.Add(Memory("the heap's limit", heapBytes, 0, "raise DOTNET_GCHeapHardLimit, or the memory of the container"));
    }

    private static SystemLimit Threads(string name, long maximum, long running, string advice) =>
        // A container may be told the count of the whole machine, and its own limit.
        new(name, maximum, (running < maximum ? running : 0) + SystemLimits.Reserve(maximum), 1, advice);

    private static SystemLimit Memory(string name, long bytes, long reserve, string advice) =>
        new(name, bytes, reserve, SystemLimits.ConnectionBytes, advice);

    // The group of this process and all above it, each with its limit. A container that sees only its own part of the tree finds it at the
    // top.
    private IEnumerable<string> ControlGroups(string controller)
    {
        foreach (string line in Lines("proc/self/cgroup"))
        {
            if (line.Split(':', 3) is not [_, string controllers, string path]) continue;
            string[] tops = controllers.Length == 0 ? ["sys/fs/cgroup", "sys/fs/cgroup/unified"]
                : controllers.Split(',').Contains(controller) ? [$"sys/fs/cgroup/{controllers}", $"sys/fs/cgroup/{controller}"] : [];
            string[] parts = [.. path.Split('/').Where(part => part is not ("" or ".."))];
            foreach (string top in tops.Distinct())
            {
                for (int depth = parts.Length; depth >= 0; depth--) yield return string.Join('/', [top, .. parts[..depth]]);
            }
        }
    }

    // "0.10 0.20 0.30 2/345 6789": of 345 threads 2 run.
    private long AllThreads() =>
        Lines("proc/loadavg").FirstOrDefault()?.Split(' ') is [_, _, _, string counts, ..]
            && counts.Split('/') is [_, string all] ? Parse(all) ?? 0 : 0;

    private long ThreadsOfUser()
    {
        string? user = Status("self", "Uid:");
        if (user is null) return 0;
        string[] processes = [.. Entries("proc").Where(name => char.IsAsciiDigit(name[0]))];
        return processes.Where(process => Status(process, "Uid:") == user).Sum(process => Parse(Status(process, "Threads:")) ?? 0);
    }

    private bool IsAdministrator() =>
        Status("self", "Uid:") == "0"
        || (ulong.TryParse(Status("self", "CapEff:"), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong held)
            && (held & Administrator) != 0);

    // The first value of a line of /proc/PID/status.
    private string? Status(string process, string name) =>
        Lines($"proc/{process}/status").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal))?[name.Length..]
            .Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();

    private long? MachineBytes() =>
        Lines("proc/meminfo").FirstOrDefault(line => line.StartsWith("MemTotal:", StringComparison.Ordinal))?
            .Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, string kibibytes, ..] ? Parse(kibibytes) * 1024 : null;

    // "Max open files            1024                 4096                 files": the first number is the one in force.
    private long? ResourceLimit(string name) =>
        Lines("proc/self/limits").FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal)) is { } found
            ? Parse(found[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()) : null;

    private long? Number(string file) => Parse(Lines(file).FirstOrDefault());

    // "max" and "unlimited" are none, and so is version 1's number for it, 2^63 without a page.
    private static long? Parse(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            && number is > 0 and < 1L << 60 ? number : null;

    private long Count(string folder) => Entries(folder).LongLength;

    private string[] Entries(string folder) =>
        Attempt(() => Directory.EnumerateFileSystemEntries(Path.Combine(root, folder)).Select(path => Path.GetFileName(path)));

    private string[] Lines(string file) => Attempt(() => File.ReadLines(Path.Combine(root, file)));

    private static string[] Attempt(Func<IEnumerable<string>> read)
    {
        try
        {
            return [.. read()];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
