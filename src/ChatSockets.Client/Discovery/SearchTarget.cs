using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Discovery;

/// <summary>Where to send a request, and from which address, which decides the interface.</summary>
internal sealed record SearchTarget(IPAddress From, IPEndPoint To)
{
    private static readonly IPAddress Group = IPAddress.Parse(DiscoveryDatagram.MulticastGroup);

    /// <summary>This machine, and everybody on every network that it is on: by broadcast for IPv4, by multicast for IPv6.</summary>
    /// <param name="port">The port to ask on.</param>
    /// <param name="only">The name of the only interface to ask on; null for every one.</param>
    public static IReadOnlyList<SearchTarget> Everywhere(int port, string? only = null)
    {
        NetworkInterface[] interfaces = [.. Interfaces().Where(each => only is null || each.Name == only)];
        // Where the system tells of no interface, there is still this machine.
        bool isLocal = only is null || interfaces.Any(IsLoopback);
        return [.. isLocal ? Loopback(port) : [], .. interfaces.Where(each => !IsLoopback(each)).SelectMany(each => Of(each, port))];
    }

    /// <summary>Returns the names of the interfaces that are up.</summary>
    public static IReadOnlyList<string> InterfaceNames() => [.. Interfaces().Select(each => each.Name)];

    private static IEnumerable<SearchTarget> Loopback(int port)
    {
        yield return new SearchTarget(IPAddress.Loopback, new IPEndPoint(IPAddress.Loopback, port));
        if (Socket.OSSupportsIPv6) yield return new SearchTarget(IPAddress.IPv6Loopback, new IPEndPoint(IPAddress.IPv6Loopback, port));
    }

    private static bool IsLoopback(NetworkInterface network) => network.NetworkInterfaceType == NetworkInterfaceType.Loopback;

    private static IEnumerable<NetworkInterface> Interfaces()
    {
        try
        {
            return NetworkInterface.GetAllNetworkInterfaces()
                .Where(each => each.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown);
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }

    private static IEnumerable<SearchTarget> Of(NetworkInterface network, int port)
    {
        foreach (UnicastIPAddressInformation each in network.GetIPProperties().UnicastAddresses)
        {
            if (each.Address.AddressFamily == AddressFamily.InterNetwork)
            {
                if (Broadcast(each.Address, each.PrefixLength) is { } all)
                    yield return new SearchTarget(each.Address, new IPEndPoint(all, port));
            }
            else if (each.Address.IsIPv6LinkLocal && network.SupportsMulticast)
            {
                var group = new IPAddress(Group.GetAddressBytes(), each.Address.ScopeId);
                yield return new SearchTarget(each.Address, new IPEndPoint(group, port));
            }
        }
    }

    /// <summary>The address of everybody in a network; null for one of one or two addresses (RFC 3021).</summary>
    public static IPAddress? Broadcast(IPAddress address, int prefixLength)
    {
        if (prefixLength > 30) return null;
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++) bytes[i] |= (byte)(0xFF >> Math.Clamp(prefixLength - (8 * i), 0, 8));
        return new IPAddress(bytes);
    }
}
