using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using ChatSockets.Core.Text;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Server.Discovery;

/// <summary>
/// Decides what a datagram is answered with. No socket; only the thread <c>discovery</c> uses it, except for the counts.
/// </summary>
internal sealed class DiscoveryResponder(ServerContext server, int port)
{
    private readonly ulong _instance = BinaryPrimitives.ReadUInt64BigEndian(RandomNumberGenerator.GetBytes(sizeof(ulong)));
    private readonly DiscoveryLimits _limits = new(server.Clock);

    /// <summary>The networks whose hosts are answered; replaced as interfaces come and go.</summary>
    public LocalNetworks Networks { get; set; } = LocalNetworks.None;

    /// <summary>Whether another datagram may be read now.</summary>
    public bool TryRead() => _limits.TryRead();

    /// <summary>Writes the reply to a datagram, and returns its length; 0 for no reply.</summary>
    /// <param name="datagram">Any bytes.</param>
    /// <param name="source">The address that it came from.</param>
    /// <param name="reply">At least <see cref="DiscoveryDatagram.Length"/> bytes.</param>
    public int Answer(ReadOnlySpan<byte> datagram, IPAddress source, Span<byte> reply)
    {
        if (source.IsIPv4MappedToIPv6) source = source.MapToIPv4();
        DiscoveryCounts counts = server.DiscoveryCounts;
        ServerOptions options = server.Options;
        if (!DiscoveryRequest.TryRead(datagram, out DiscoveryRequest request))
        {
            counts.AddMalformed();
            return 0;
        }
        if (options.Discovery != DiscoveryMode.All && !Networks.IsOnLink(source))
        {
            counts.AddDistant();
            return 0;
        }
        if (!_limits.TryAnswer(source))
        {
            counts.AddLimited();
            return 0;
        }
        counts.AddAnswered();
        string fingerprint = server.KeyFingerprint?.Invoke() ?? "";
        return new DiscoveryReply
        {
            Nonce = request.Nonce,
            Instance = _instance,
            Name = options.Name,
            Port = (ushort)port,
            Users = (uint)Math.Max(0, server.Users.Count),
            Version = ProgramVersion.Text,
            HasTls = fingerprint.Length > 0,
            KeyFingerprint = fingerprint,
            MessageOfTheDay = options.MessageOfTheDay.FirstOrDefault(line => !string.IsNullOrWhiteSpace(line)) ?? "",
        }.Write(reply);
    }
}
