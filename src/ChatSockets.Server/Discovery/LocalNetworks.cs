using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ChatSockets.Server.Discovery;

/// <summary>
/// The networks that this machine's interfaces are on, as they were when it was read: interfaces come and go. Immutable.
/// </summary>
/// <param name="addresses">The addresses of the interfaces that are up.</param>
internal sealed class LocalNetworks(IReadOnlyList<LocalAddress> addresses)
{
    /// <summary>Nothing but this machine itself.</summary>
    public static readonly LocalNetworks None = new([]);

    public IReadOnlyList<LocalAddress> Addresses => addresses;

    /// <summary>Asks the system. What it does not tell is left out.</summary>
    public static LocalNetworks Read()
    {
        try
        {
            return new LocalNetworks([.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(each => each.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown).SelectMany(AddressesOf)]);
        }
        catch (NetworkInformationException)
        {
            return None;
        }
    }

    /// <summary>
    /// Whether that address is on one of the networks, so that no router was needed to get here from it. This machine is, and so is every
    /// link-local address of IPv6, which no router passes on (RFC 4291, section 2.5.6).
    /// </summary>
    public bool IsOnLink(IPAddress address) =>
        IPAddress.IsLoopback(address) || address.IsIPv6LinkLocal || addresses.Any(each => each.Network.Contains(address));

    private static IEnumerable<LocalAddress> AddressesOf(NetworkInterface each)
    {
        IPInterfaceProperties properties = each.GetIPProperties();
        int index = IndexOf(properties);
        foreach (UnicastIPAddressInformation found in properties.UnicastAddresses)
        {
            // The scope of a link-local address is its interface, which is no part of a network.
            var bare = new IPAddress(found.Address.GetAddressBytes());
            yield return new LocalAddress(bare, NetworkOf(bare, found.PrefixLength), index, each.SupportsMulticast);
        }
    }

    private static int IndexOf(IPInterfaceProperties properties)
    {
        try
        {
            return properties.GetIPv6Properties().Index;
        }
        catch (NetworkInformationException)
        {
            return 0;
        }
    }

    /// <summary>Returns the network of an address; of a length that cannot be, the address alone.</summary>
    internal static IPNetwork NetworkOf(IPAddress address, int bits)
    {
        byte[] bytes = address.GetAddressBytes();
        // Some systems tell 0 for an interface with one peer: that must not make everybody a neighbour.
        if (bits < 1 || bits > bytes.Length * 8) bits = bytes.Length * 8;
        for (int i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF << (8 - Math.Clamp(bits - (8 * i), 0, 8)));
        return new IPNetwork(new IPAddress(bytes), bits);
    }
}

/// <summary>An address of an interface.</summary>
/// <param name="Address">The address, without a scope.</param>
/// <param name="Network">The network that it is in.</param>
/// <param name="Interface">The number of the interface; 0 if it has no IPv6.</param>
/// <param name="HasMulticast">Whether the interface carries multicast.</param>
internal sealed record LocalAddress(IPAddress Address, IPNetwork Network, int Interface, bool HasMulticast)
{
    /// <summary>
    /// The address of everybody in the network; null for IPv6, which has none, and for a network of one or two addresses (RFC 3021).
    /// </summary>
    public IPAddress? Broadcast
    {
        get
        {
            if (Address.AddressFamily != AddressFamily.InterNetwork || Network.PrefixLength > 30) return null;
            byte[] bytes = Network.BaseAddress.GetAddressBytes();
            for (int i = 0; i < bytes.Length; i++) bytes[i] |= (byte)(0xFF >> Math.Clamp(Network.PrefixLength - (8 * i), 0, 8));
            return new IPAddress(bytes);
        }
    }
}
