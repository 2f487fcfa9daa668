using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Server.Discovery;

/// <summary>
/// Lets the server be found: a UDP socket on the number of the TCP port, and the thread <c>discovery</c> that answers requests. Nothing
/// depends on it: what goes wrong here is logged, and the server runs on.
/// </summary>
internal sealed class DiscoveryService(ServerContext server, Func<IReadOnlyList<IPEndPoint>> endPoints) : IDisposable
{
    private readonly Lock _gate = new();
    private DiscoveryThread? _running;
    private bool _isOver;

    /// <summary>
    /// Starts or stops it as the options in force say; after the start and after each reload. Any thread, under no lock of the order.
    /// </summary>
    public void Follow()
    {
        lock (_gate)
        {
            bool isWanted = !_isOver && server.Options.Discovery != DiscoveryMode.Off;
            if (isWanted == _running is not null) return;
            _running?.Dispose();
            _running = isWanted ? Start() : null;
        }
    }

    /// <summary>Stops it for good.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _running?.Dispose();
            _running = null;
        }
    }

    private DiscoveryThread? Start()
    {
        IReadOnlyList<IPEndPoint> where = endPoints();
        // Whoever listens on loopback only is asked by nobody else.
        LocalNetworks networks = where.All(each => IPAddress.IsLoopback(each.Address)) ? LocalNetworks.None : LocalNetworks.Read();
        var sockets = new DiscoverySockets(where, networks, WarnOfBind);
        if (sockets.IsEmpty) return null;
        var running = new DiscoveryThread(server, sockets, new DiscoveryResponder(server, where[0].Port) { Networks = networks },
            hasNetworks: networks != LocalNetworks.None);
        running.Start();
        return running;
    }

    private void WarnOfBind(IPEndPoint endPoint, SocketException exception) => server.Log.Warning(
        "The server cannot be found on UDP {EndPoint}: {Reason}. Another program may have that port: end it and reload, choose another "
        + "port, or set discovery to off", endPoint, exception.Message);
}
