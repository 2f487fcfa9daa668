using System.Net;
using System.Net.Sockets;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Server.Discovery;

/// <summary>
/// The UDP sockets of the discovery, one for each address that the server listens on. The one of every interface hears broadcasts by
/// itself. One that is bound to a single address hears none, so it has a second socket for them, and speaks for it: the client shall see
/// the address on which the server listens.
/// </summary>
/// <remarks>
/// Made by the thread that starts the discovery; then only the thread <c>discovery</c> uses it, except for <see cref="Dispose"/>.
/// </remarks>
internal sealed class DiscoverySockets : IDisposable
{
    // Small: what is left in it after a flood is soon read, and what it has no room for costs nothing more.
    private const int ReceiveBytes = 64 * 1024;

    private static readonly IPAddress Group = IPAddress.Parse(DiscoveryDatagram.MulticastGroup);

    private readonly List<(Socket Ear, Socket Mouth)> _all = [];
    private readonly List<Socket> _ready = [];
    private readonly HashSet<(IPAddress Address, int Interface)> _joined = [];
    private readonly Socket? _joining;

    /// <param name="endPoints">Where the server listens.</param>
    /// <param name="networks">What its interfaces are.</param>
    /// <param name="failed">Hears of each address for which there is no socket.</param>
    public DiscoverySockets(IEnumerable<IPEndPoint> endPoints, LocalNetworks networks, Action<IPEndPoint, SocketException> failed)
    {
        foreach (IPEndPoint endPoint in endPoints)
        {
            if (TryBind(endPoint, failed) is not { } socket) continue;
            _all.Add((socket, socket));
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) _joining = socket;
            else if (TryBindEar(endPoint, networks) is { } ear) _all.Add((ear, socket));
        }
    }

    public bool IsEmpty => _all.Count == 0;

    /// <summary>
    /// Joins the multicast group on every interface, also on those that came since the last call. One that cannot be joined is tried again
    /// at the next.
    /// </summary>
    public void Join(LocalNetworks networks)
    {
        if (_joining is null) return;
        // With one that is gone its membership is, too: the address may come back.
        _joined.RemoveWhere(each => !networks.Addresses.Any(now => (now.Address, now.Interface).Equals(each)));
        foreach (LocalAddress each in networks.Addresses.Where(each => each.HasMulticast && each.Address.IsIPv6LinkLocal))
        {
            if (_joined.Contains((each.Address, each.Interface))) continue;
            if (TryJoin(_joining, each.Interface)) _joined.Add((each.Address, each.Interface));
        }
    }

    /// <summary>Waits for datagrams, at most so long. Returns the sockets that have one, until the next call.</summary>
    public IReadOnlyList<Socket> Wait(TimeSpan longest)
    {
        _ready.Clear();
        foreach ((Socket ear, _) in _all) _ready.Add(ear);
        if (_ready.Count == 1)
        {
            if (!_ready[0].Poll(longest, SelectMode.SelectRead)) _ready.Clear();
        }
        else
        {
            Socket.Select(_ready, null, null, longest);
        }
        return _ready;
    }

    /// <summary>Sends the answer to what that socket has received. An answer that cannot be sent is not.</summary>
    public void Send(Socket ear, ReadOnlySpan<byte> reply, EndPoint target)
    {
        try
        {
            _all.First(each => each.Ear == ear).Mouth.SendTo(reply, SocketFlags.None, target);
        }
        catch (SocketException)
        {
            // No way there, or no room: the client asks again.
        }
    }

    public void Dispose()
    {
        foreach ((Socket ear, _) in _all) ear.Dispose();
    }

    private static Socket? TryBind(IPEndPoint endPoint, Action<IPEndPoint, SocketException> failed)
    {
        try
        {
            return Bind(endPoint);
        }
        catch (SocketException exception)
        {
            failed(endPoint, exception);
            return null;
        }
    }

    // A system that binds no socket to such an address gives the broadcasts to the other socket.
    private static Socket? TryBindEar(IPEndPoint endPoint, LocalNetworks networks)
    {
        LocalAddress? local = networks.Addresses.FirstOrDefault(each => each.Address.Equals(Bare(endPoint.Address)));
        if (local is null || IPAddress.IsLoopback(local.Address)) return null;
        try
        {
            if (local.Broadcast is { } broadcast) return Bind(new IPEndPoint(broadcast, endPoint.Port));
            if (local.Address.AddressFamily != AddressFamily.InterNetworkV6 || local.Interface == 0) return null;
            Socket ear = Bind(new IPEndPoint(new IPAddress(Group.GetAddressBytes(), local.Interface), endPoint.Port));
            if (TryJoin(ear, local.Interface)) return ear;
            ear.Dispose();
        }
        catch (SocketException)
        {
            // Then it is found by those who know its address.
        }
        return null;
    }

    private static Socket Bind(IPEndPoint endPoint)
    {
        var socket = new Socket(endPoint.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6) socket.DualMode = endPoint.Address.Equals(IPAddress.IPv6Any);
            if (OperatingSystem.IsWindows()) socket.ExclusiveAddressUse = true;
            socket.ReceiveBufferSize = ReceiveBytes;
            socket.Blocking = false;
            socket.Bind(endPoint);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool TryJoin(Socket socket, int onInterface)
    {
        try
        {
            socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.AddMembership, new IPv6MulticastOption(Group, onInterface));
            return true;
        }
        catch (SocketException exception)
        {
            // Joined before, by the same interface's other address.
            return exception.SocketErrorCode == SocketError.AddressAlreadyInUse;
        }
    }

    private static IPAddress Bare(IPAddress address) => new(address.GetAddressBytes());
}
