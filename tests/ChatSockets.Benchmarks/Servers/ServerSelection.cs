using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Benchmarks.Servers;

/// <summary>From what was asked for on the command line to the servers that will be measured.</summary>
internal static class ServerSelection
{
    public static IReadOnlyList<ServerKind> Select(string wanted, string? binary, string serverArguments, int? pid, bool withTags,
        bool withTls)
    {
        ServerKind[] known =
        [
            new ChatSocketsServer(binary, serverArguments, onDisk: false), new ChatSocketsServer(binary, serverArguments, onDisk: true),
            new NgircdServer(withTls), new InspircdServer(withTags, withTls),
        ];
        if (wanted == "all") return [.. known.Where(server => server.IsInstalled)];

        var chosen = new List<ServerKind>();
        foreach (string name in wanted.Split(','))
        {
            ServerKind? server = known.FirstOrDefault(server => server.Name == name);
            if (server is null) chosen.Add(External(name, pid));
            else if (server.IsInstalled) chosen.Add(server);
            else throw new BenchException($"{name} is not here: {server.HowToInstall}");
        }
        return chosen;
    }

    private static ExternalServer External(string address, int? pid)
    {
        int colon = address.LastIndexOf(':');
        if (colon <= 0 || !int.TryParse(address.AsSpan(colon + 1), out int port) || port is < 1 or > ushort.MaxValue)
            throw new BenchException(
                $"'{address}' is neither a known server (chatsockets, chatsockets-disk, ngircd, inspircd, all) nor HOST:PORT");
        IPAddress[] addresses;
        try
        {
            addresses = Dns.GetHostAddresses(address[..colon].Trim('[', ']'));
        }
        catch (SocketException e)
        {
            throw new BenchException($"{address}: {e.Message}");
        }
        return new ExternalServer(address, new IPEndPoint(addresses[0], port), pid);
    }
}
