using ChatSockets.Server.Limits;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Transport;

/// <summary>What a system with these files would carry.</summary>
public sealed class LinuxLimitsTests : IDisposable
{
    private const long Gibibyte = 1L << 30;

    private readonly TempFolder _root = new();

    public LinuxLimitsTests()
    {
        Write("proc/self/limits", "Limit                     Soft Limit           Hard Limit           Units",
            "Max processes             unlimited            unlimited            processes",
            "Max open files            20000                20000                files");
        Write("proc/self/status", "Name:\tchat-server", "Uid:\t1000\t1000\t1000\t1000", "CapEff:\t0000000000000000", "Threads:\t18");
        Write("proc/self/maps", [.. Enumerable.Repeat("7f00-7f01 r--p", 500)]);
        for (int i = 0; i < 100; i++) Write($"proc/self/fd/{i}");
        Write("proc/loadavg", "0.10 0.20 0.30 2/300 6789");
        Write("proc/meminfo", "MemTotal:       16777216 kB", "MemFree:        1 kB");
        Write("proc/sys/vm/max_map_count", "65530");
        Write("proc/sys/kernel/pid_max", "32768");
        Write("proc/sys/kernel/threads-max", "192730");
        Write("proc/self/cgroup", "0::/");
    }

    public void Dispose() => _root.Dispose();

    [Fact]
    public void A_default_system_is_limited_by_the_maps_of_its_threads()
    {
        SystemLimit least = Least();
        least.Should().BeEquivalentTo(new { Name = "vm.max_map_count", Value = 65530, Connections = 15_200 });
        least.AdviceFor(20_000).Should().Be("raise it with sysctl -w vm.max_map_count=91000");
        Write("proc/sys/vm/max_map_count", "91000");
        Connections("vm.max_map_count").Should().BeGreaterThanOrEqualTo(20_000, "the advice must be enough");
    }

    [Fact]
    public void The_ahead_of_time_build_has_half_as_many_maps() => Connections("vm.max_map_count", isDynamic: false).Should().Be(30_400);

    [Theory]
    [InlineData("1024", 844)]
    [InlineData("200", 33)]
    [InlineData("50", 1)]
    public void Open_files_are_counted_beside_those_that_are_open_and_a_reserve(string limit, int expected)
    {
        Write("proc/self/limits", $"Max open files            {limit}                 4096                 files");
        Least().Should().BeEquivalentTo(new { Name = "open files", Connections = expected });
    }

    [Fact]
    public void Threads_are_counted_beside_those_of_the_whole_machine()
    {
        Connections("kernel.pid_max").Should().Be(30_400);
        Connections("kernel.threads-max").Should().Be(180_300);
        Write("proc/loadavg", "0.10 0.20 0.30 2/20300 6789");
        Connections("kernel.pid_max").Should().Be(10_400);
        Write("proc/loadavg", "0.10 0.20 0.30 2/40000 6789");
        Connections("kernel.pid_max").Should().Be(30_700, "a container may see the machine's count and a limit of its own");
    }

    [Fact]
    public void A_users_processes_count_with_all_their_threads_but_not_roots()
    {
        Write("proc/self/limits", "Max processes             1000                 1000                 processes");
        Write("proc/10/status", "Uid:\t1000\t1000", "Threads:\t18");
        Write("proc/11/status", "Uid:\t1000\t1000", "Threads:\t200");
        Write("proc/12/status", "Uid:\t0\t0", "Threads:\t300");
        Least().Should().BeEquivalentTo(new { Name = "processes (ulimit -u)", Connections = 1000 - 218 - 62 });
        Write("proc/self/status", "Uid:\t0\t0\t0\t0", "CapEff:\t0000000000000000");
        Least().Name.Should().Be("vm.max_map_count");
        Write("proc/self/status", "Uid:\t1000\t1000", "CapEff:\t000001ffffffffff");
        Least().Name.Should().Be("vm.max_map_count");
    }

    [Theory]
    [InlineData("0::/system.slice/chat.service", "sys/fs/cgroup/system.slice/chat.service")]
    [InlineData("0::/system.slice/chat.service", "sys/fs/cgroup/system.slice")]
    [InlineData("0::/hidden/by/the/container", "sys/fs/cgroup")]
    [InlineData("0::/../../outside", "sys/fs/cgroup")]
    [InlineData("8:pids:/docker/abc", "sys/fs/cgroup/pids/docker/abc")]
    [InlineData("8:pids:/docker/abc", "sys/fs/cgroup/pids")]
    public void The_control_group_and_all_above_it_limit_threads(string line, string folder)
    {
        Write("proc/self/cgroup", "9:cpu,cpuacct:/elsewhere", line);
        Write($"{folder}/pids.max", "500");
        Write($"{folder}/pids.current", "20");
        Least().Should().BeEquivalentTo(new { Name = "pids.max of the control group", Connections = 500 - 20 - 32 });
        Write($"{folder}/pids.max", "max");
        Least().Name.Should().Be("vm.max_map_count");
    }

    [Theory]
    [InlineData("0::/a/b", "sys/fs/cgroup/a/memory.max")]
    [InlineData("4:memory:/a/b", "sys/fs/cgroup/memory/a/memory.limit_in_bytes")]
    public void The_control_groups_memory_counts_without_a_quarter(string line, string file)
    {
        Write("proc/self/cgroup", line);
        Write(file, $"{Gibibyte / 2}");
        Least().Should().BeEquivalentTo(new { Name = "memory of the control group", Connections = 6100 });
        Write(file, "9223372036854771712");
        Least().Name.Should().Be("vm.max_map_count");
    }

    [Fact]
    public void Little_memory_and_a_limit_of_the_heap_count()
    {
        new LinuxLimits(_root.Path, Gibibyte / 4, isDynamic: true).All().MinBy(limit => limit.Connections).Should()
            .BeEquivalentTo(new { Name = "the heap's limit", Connections = 4000 });
        Write("proc/meminfo", "MemTotal:         524288 kB");
        new LinuxLimits(_root.Path, Gibibyte / 2, isDynamic: true).All().MinBy(limit => limit.Connections).Should()
            .BeEquivalentTo(new { Name = "memory", Connections = 6100 });
    }

    [Fact]
    public void A_system_that_says_nothing_or_nonsense_is_limited_by_memory_alone()
    {
        Directory.Delete(Path.Combine(_root.Path, "proc"), recursive: true);
        Least().Should().BeEquivalentTo(new { Name = "memory", Connections = 196_600 });
        Write("proc/self/limits", "Max open files            many");
        Write("proc/sys/vm/max_map_count");
        Write("proc/sys/kernel/pid_max", "-1");
        Write("proc/self/cgroup", "what", "0:");
        Least().Name.Should().Be("memory");
    }

    private SystemLimit Least() => All(isDynamic: true).MinBy(limit => limit.Connections)!;

    private int Connections(string name, bool isDynamic = true) => All(isDynamic).Single(limit => limit.Name == name).Connections;

    private IEnumerable<SystemLimit> All(bool isDynamic) => new LinuxLimits(_root.Path, 16 * Gibibyte, isDynamic).All();

    private void Write(string file, params string[] lines)
    {
        Directory.CreateDirectory(Path.Combine(_root.Path, Path.GetDirectoryName(file)!));
        _root.Write(file, string.Concat(lines.Select(line => line + "\n")));
    }
}
