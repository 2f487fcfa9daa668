using System.Net.Sockets;
using System.Text;
using ChatSockets.Server.Systemd;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Systemd;

public sealed class ServiceManagerTests : IDisposable
{
    private const int ProcessId = 4711;

    private readonly TempFolder _folder = new();
    private readonly Socket _systemd = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
    {
        ReceiveTimeout = (int)Waiting.Deadline.TotalMilliseconds,
    };
    private readonly ManualClock _clock = new();
    private readonly CollectingSink _log = new();

    public void Dispose()
    {
        _systemd.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_tells_when_the_server_is_ready_alive_and_stopping()
    {
        // Windows has no such sockets.
        if (OperatingSystem.IsWindows()) return;
        bool isAlive = true;
        using ServiceManager manager = Manager(("WATCHDOG_USEC", "20000000"), ("WATCHDOG_PID", "4711"));
        manager.Ready(() => isAlive);
        Told().Should().Be("READY=1");
        _clock.Advance(TimeSpan.Zero);
        Told().Should().Be("WATCHDOG=1");
        isAlive = false;
        manager.Stopping();
        Told().Should().Be("STOPPING=1");
        _systemd.Available.Should().Be(0);
    }

    [Fact]
    public void A_watchdog_that_is_meant_for_another_process_is_not_told()
    {
        if (OperatingSystem.IsWindows()) return;
        using ServiceManager manager = Manager(("WATCHDOG_USEC", "20000000"), ("WATCHDOG_PID", "4712"));
        manager.Ready(() => true);
        _clock.Advance(TimeSpan.FromMinutes(1));
        Told().Should().Be("READY=1");
        _systemd.Available.Should().Be(0);
    }

    [Fact]
    public void Where_nobody_listens_it_says_so_once_and_the_server_goes_on()
    {
        if (OperatingSystem.IsWindows()) return;
        using var manager = new ServiceManager(
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = Path.Combine(_folder.Path, "nobody") }, ProcessId, _log.Log, _clock);
        manager.Ready(() => true);
        manager.Stopping();
        _log.Lines.Should().ContainSingle().Which.Should().Contain("The service manager cannot be told anything at");
    }

    [Fact]
    public void Without_a_service_manager_nothing_happens()
    {
        using var manager = new ServiceManager(new Dictionary<string, string>(), ProcessId, _log.Log, _clock);
        manager.Ready(() => throw new InvalidOperationException("nobody asks"));
        manager.Stopping();
        _log.Lines.Should().BeEmpty();
    }

    private ServiceManager Manager(params (string Name, string Value)[] variables)
    {
        string path = Path.Combine(_folder.Path, "notify");
        _systemd.Bind(new UnixDomainSocketEndPoint(path));
        return new ServiceManager(variables.Append(("NOTIFY_SOCKET", path)).ToDictionary(), ProcessId, _log.Log, _clock);
    }

    private string Told()
    {
        byte[] message = new byte[100];
        return Encoding.ASCII.GetString(message, 0, _systemd.Receive(message));
    }
}
