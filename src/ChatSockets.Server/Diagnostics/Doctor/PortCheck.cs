using System.Net;
using System.Net.Sockets;
using ChatSockets.Server.Diagnostics.Control;
using ChatSockets.Storage;

namespace ChatSockets.Server.Diagnostics.Doctor;

/// <summary>Whether the ports can be listened on; of a server that runs, whether its addresses can be reached from here.</summary>
internal static class PortCheck
{
    private const string Name = "port";

    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(2);

    public static IEnumerable<Finding> Run(ServerOptions options)
    {
        if (options.Port == 0)
        {
            yield return new Finding(Name, Verdict.Ok, "The server takes any free port.");
            yield break;
        }
        int? running = options.DataFolder is { } folder ? DataFolder.Process(folder) : RunningServer.WithoutFolderOn(options.Port);
        IPAddress[] addresses = options.Bind.Count > 0 ? [.. options.Bind] : [Socket.OSSupportsIPv6 ? IPAddress.IPv6Any : IPAddress.Any];
        foreach (int port in options.TlsPort > 0 ? new[] { options.Port, options.TlsPort } : [options.Port])
        {
            foreach (IPAddress address in addresses)
                yield return running is { } process ? Reach(address, port, process) : Bind(new IPEndPoint(address, port));
        }
    }

    private static Finding Bind(IPEndPoint endPoint)
    {
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (endPoint.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            if (OperatingSystem.IsWindows()) socket.ExclusiveAddressUse = true;
            socket.Bind(endPoint);
            return new Finding(Name, Verdict.Ok, $"{endPoint} is free.");
        }
        catch (SocketException exception)
        {
            return new Finding(Name, Verdict.Fail, $"{endPoint} cannot be listened on.",
                ServerStartException.From(exception, endPoint).Message);
        }
    }

    private static Finding Reach(IPAddress address, int port, int process)
    {
        bool isAny = address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
        IPAddress[] targets = isAny ? [IPAddress.Loopback, .. AddressCheck.Own()] : [address];
        string[] failures = [.. targets.Where(target => !CanConnect(new IPEndPoint(target, port))).Select(target => target.ToString())];
        return failures.Length == 0
            ? new Finding(Name, Verdict.Ok, $"Process {process} answers on port {port} of {List(targets)}.")
            : new Finding(Name, Verdict.Fail,
                $"Process {process} is that server, but nothing answers on port {port} of {string.Join(", ", failures)}.",
                "Look into its log, and at the firewall's rules.");
    }

    private static string List(IPAddress[] addresses) => string.Join(", ", addresses.Select(address => address.ToString()));

    private static bool CanConnect(IPEndPoint endPoint)
    {
        using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            return socket.ConnectAsync(endPoint).Wait(ConnectTime);
        }
        catch (AggregateException)
        {
            return false;
        }
    }
}
