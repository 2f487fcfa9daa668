using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ChatSockets.Server;

/// <summary>What a person at the terminal of a server that has just started is told: what others type, and where the data are.</summary>
/// <param name="Options">The server's options.</param>
/// <param name="EndPoints">Where it listens; the first is on the port for everybody.</param>
/// <param name="Addresses">The machine's addresses, the best first.</param>
internal sealed record JoinHints(ServerOptions Options, IReadOnlyList<IPEndPoint> EndPoints, IReadOnlyList<IPAddress> Addresses)
{
    // More than these are the networks of virtual machines and containers.
    private const int MostAddresses = 2;

    /// <summary>The fingerprint of the server's key; null without TLS.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Whether nobody has run a server on the data folder before.</summary>
    public bool IsNewFolder { get; init; }

    /// <summary>Returns the lines, at most seven.</summary>
    public IEnumerable<string> Lines()
    {
        string[] hosts = [.. Hosts()];
        yield return hosts.Length == 0
            ? $"Join on this machine:     chat-client {Join("localhost")}"
            : $"Others join with:         chat-client {string.Join(" or ", hosts.Select(Join))}";
        if (Options.Web)
        {
            string scheme = Options.Tls == TlsMode.Required ? "https" : "http";
            yield return $"  or in a browser:        {scheme}://{Join(hosts.FirstOrDefault("localhost"))}";
        }
        if (hosts.Length > 0 && Options.Discovery != DiscoveryMode.Off)
        {
            string port = Port == ServerOptions.DefaultPort ? "" : $" --port {Digits(Port)}";
            yield return $"  or find it themselves:  chat-client discover{port}";
        }
        if (Fingerprint is not null) yield return $"Its key, to compare:      {Fingerprint}";
        if (Options.DataFolder is { } folder && IsNewFolder)
        {
            yield return $"Its data are now in:      {folder}";
            yield return "  --data DIR puts them elsewhere, --in-memory stores nothing.";
        }
        yield return "Ctrl-C stops it; chat-server --help tells more.";
    }

    /// <summary>
    /// The addresses of this machine by which others on its networks reach it. An interface with a gateway leads to a network of people,
    /// one without often only to containers; IPv4 is easier to type.
    /// </summary>
    public static IReadOnlyList<IPAddress> OwnAddresses()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces()
                .Where(each => each.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
                .Select(each => each.GetIPProperties())
                .SelectMany(network => network.UnicastAddresses.Select(found => (found.Address, HasGateway: HasGateway(network))))
                .Where(found => IsForOthers(found.Address))
                .OrderByDescending(found => found.HasGateway)
                .ThenBy(found => found.Address.AddressFamily != AddressFamily.InterNetwork)
                .Select(found => found.Address)];
        }
        catch (Exception exception) when (exception is NetworkInformationException or PlatformNotSupportedException)
        {
            return [];
        }
    }

    private int Port => EndPoints[0].Port;

    private IEnumerable<string> Hosts()
    {
        IPAddress[] bound = [.. EndPoints.Where(each => each.Port == Port).Select(each => each.Address)];
        bool isEvery = bound.Any(address => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        IPAddress[] reached = [.. isEvery ? Addresses : bound.Where(address => !IPAddress.IsLoopback(address))];
        // IPv6 where there is nothing else: it is long.
        IPAddress[] old = [.. reached.Where(address => address.AddressFamily == AddressFamily.InterNetwork)];
        return (old.Length > 0 ? old : reached).Take(MostAddresses).Select(Text);
    }

    private string Join(string host) => $"{host}:{Digits(Port)}";

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? $"[{address}]" : address.ToString();

    private static bool IsForOthers(IPAddress address) => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal
        && !address.IsIPv6Multicast
        // Without a DHCP server a machine takes one of these (RFC 3927).
        && !(address.AddressFamily == AddressFamily.InterNetwork && address.GetAddressBytes() is [169, 254, ..]);

    private static bool HasGateway(IPInterfaceProperties network)
    {
        try
        {
            return network.GatewayAddresses.Any(gateway => !gateway.Address.Equals(IPAddress.Any));
        }
        catch (PlatformNotSupportedException)
        {
            return false;
        }
    }
}
