using System.Net;
using ChatSockets.Core.Text;

namespace ChatSockets.Server.Hooks;

/// <summary>
/// Whether an address is one of the internet, and none behind this server's back: whoever may have a room's lines posted may not reach what
/// only this machine can reach. By the registries of special-purpose addresses, RFC 6890 and its successors.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
                "192.88.99.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // What is in use of IPv6, and the ways in it to addresses of IPv4 or of documents.
    private static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] SpecialGlobal = [.. new[] { "2001::/23", "2001:db8::/32", "2002::/16",
        "3fff::/20" }.Select(IPNetwork.Parse)];

    /// <summary>Whether it may be connected to.</summary>
    /// <param name="address">The address, after the name was resolved.</param>
    /// <param name="allowed">Networks that are allowed all the same.</param>
    public static bool MayBeReached(IPAddress address, IEnumerable<IPNetwork> allowed)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (allowed.Any(network => HostPattern.Contains(network, address))) return true;
        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !Special.Any(network => network.Contains(address))
            : Global.Contains(address) && !SpecialGlobal.Any(network => network.Contains(address));
    }
}
