using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>The addresses by which others reach this machine.</summary>
internal static class AddressCheck
{
    private const string Name = "address";

    public static IEnumerable<Finding> Run(ServerOptions options)
    {
        IPAddress[] own = [.. Own()];
        string port = options.Port == 0 ? "" : $", port {options.Port}";
        if (options.Bind.Count > 0 && options.Bind.All(IPAddress.IsLoopback))
            yield return new Finding(Name, Verdict.Ok, "Only programs on this machine can connect, as bind says.");
        else if (own.Length == 0)
            yield return new Finding(Name, Verdict.Warn, "This machine has no address but its own loopback.",
                "Connect it to a network, if others shall come.");
        else
            yield return new Finding(Name, Verdict.Ok,
                $"Others connect to {string.Join(" or ", own.Select(address => address.ToString()))}{port}.");
    }

    /// <summary>The addresses of this machine but loopback and those that are good for one cable only.</summary>
    public static IEnumerable<IPAddress> Own()
    {
        try
        {
            return [.. NetworkInterface.GetAllNetworkInterfaces().Where(network => network.OperationalStatus == OperationalStatus.Up)
                .SelectMany(network => network.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
                .Where(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal && !address.IsIPv6Multicast
                    && address.AddressFamily is AddressFamily.InterNetwork or AddressFamily.InterNetworkV6)];
        }
        catch (NetworkInformationException)
        {
            return [];
        }
    }
}
