using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Serilog;

namespace ChatSockets.Server.Systemd;

/// <summary>
/// What the program tells systemd, if that has started it: that it is ready, that it stops, and again and again that it is alive. Without
/// systemd it tells nobody. Any thread.
/// </summary>
/// <remarks>sd_notify(3); systemd.service(5), Type=notify and WatchdogSec=.</remarks>
internal sealed class ServiceManager : IDisposable
{
    private readonly ILogger _log;
    private readonly Socket? _socket;
    private readonly TimeSpan? _watchdog;
    private readonly TimeProvider _clock;
    private ITimer? _alive;

    /// <param name="environment">The process's variables.</param>
    /// <param name="processId">The process's number: what is meant for another one is not for this.</param>
    /// <param name="log">The server's log.</param>
    /// <param name="clock">The server's clock.</param>
    public ServiceManager(IReadOnlyDictionary<string, string> environment, int processId, ILogger log, TimeProvider clock)
    {
        _log = log;
        _clock = clock;
        if (environment.GetValueOrDefault("NOTIFY_SOCKET") is not { Length: > 1 } path) return;
        try
        {
            _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
            // An at sign stands for the zero byte of a name that is in no folder.
            _socket.Connect(new UnixDomainSocketEndPoint(path[0] == '@' ? $"\0{path[1..]}" : path));
        }
        catch (Exception exception) when (exception is SocketException or ArgumentException)
        {
            _log.Warning("The service manager cannot be told anything at {Path}: {Reason}", path, exception.Message);
            _socket?.Dispose();
            _socket = null;
        }
        if (IsMeant(environment, processId)
            && long.TryParse(environment.GetValueOrDefault("WATCHDOG_USEC"), CultureInfo.InvariantCulture, out long microseconds)
            && microseconds > 0)
            _watchdog = TimeSpan.FromMicroseconds(microseconds);
    }

    /// <summary>Clients are served from now on.</summary>
    /// <param name="isAlive">Looks whether they still are, for the watchdog: if not, it is not told so, and starts the server anew.</param>
    public void Ready(Func<bool> isAlive)
    {
        Tell("READY=1");
        if (_socket is null || _watchdog is not { } time) return;
        // Twice in each interval, as sd_watchdog_enabled(3) has it.
        _alive = _clock.CreateTimer(_ => TellAlive(isAlive), null, TimeSpan.Zero, time / 2);
    }

    /// <summary>The server is about to stop as it was asked to.</summary>
    public void Stopping() => Tell("STOPPING=1");

    public void Dispose()
    {
        _alive?.Dispose();
        _socket?.Dispose();
    }

    private static bool IsMeant(IReadOnlyDictionary<string, string> environment, int processId) =>
        environment.GetValueOrDefault("WATCHDOG_PID") is not { } meant || meant == processId.ToString(CultureInfo.InvariantCulture);

    private void TellAlive(Func<bool> isAlive)
    {
        try
        {
            if (isAlive()) Tell("WATCHDOG=1");
        }
        catch (Exception exception)
        {
            _log.Error(exception, "It is not known whether the server is alive");
        }
    }

    private void Tell(string state)
    {
        try
        {
            _socket?.Send(Encoding.ASCII.GetBytes(state));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            _log.Debug("The service manager was not told {State}: {Reason}", state, exception.Message);
        }
    }
}
