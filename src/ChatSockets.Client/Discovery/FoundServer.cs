using System.Net;
using System.Net.Sockets;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Protocol;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Discovery;

/// <summary>A server that has answered, with every address that it has answered from. The texts can be shown as they are.</summary>
/// <param name="Reply">What it says of itself.</param>
/// <param name="Addresses">Its addresses, the best one first.</param>
internal sealed record FoundServer(DiscoveryReply Reply, IReadOnlyList<ServerAddress> Addresses)
{
    public string Name => Reply.Name;

    /// <summary>The address to connect to.</summary>
    public ServerAddress Address => Addresses[0];

    /// <summary>
    /// Makes servers of the replies, sorted by their names: those with the same number are from one server, through different networks.
    /// </summary>
    public static IReadOnlyList<FoundServer> From(IEnumerable<(DiscoveryReply Reply, IPAddress Source)> replies) =>
    [
        .. replies.GroupBy(each => (each.Reply.Instance, each.Reply.Port, each.Reply.Instance == 0 ? each.Source : null))
            .Select(ofOne => new FoundServer(Clean(ofOne.Last().Reply), [.. ofOne.Select(each => each.Source).Distinct()
                .OrderBy(RankOf).ThenBy(source => source.ToString(), StringComparer.Ordinal)
                .Select(source => new ServerAddress(source.ToString(), ofOne.Key.Port))]))
            .OrderBy(server => server.Name, StringComparer.OrdinalIgnoreCase).ThenBy(server => server.Address.ToString(),
                StringComparer.Ordinal),
    ];

    // This machine; addresses that people can read and pass on; those that need the number of this machine's interface.
    private static int RankOf(IPAddress address)
    {
        if (IPAddress.IsLoopback(address)) return 0;
        if (address.AddressFamily == AddressFamily.InterNetwork) return 1;
        return address.IsIPv6LinkLocal ? 3 : 2;
    }

    private static DiscoveryReply Clean(DiscoveryReply reply) => reply with
    {
        Name = PlainText.Clean(reply.Name),
        Version = PlainText.Clean(reply.Version),
        KeyFingerprint = PlainText.Clean(reply.KeyFingerprint),
        MessageOfTheDay = PlainText.Clean(reply.MessageOfTheDay).Trim(),
    };
}
