using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The datagrams of the discovery, of both directions.</summary>
internal sealed class DatagramsTarget : FuzzTarget
{
    public override string Name => "datagrams";

    public override int Longest => 600;

    public override IReadOnlyList<byte[]> Seeds { get; } = [new DiscoveryRequest(7).ToBytes(), Reply()];

    public override IReadOnlyList<byte[]> Words { get; } = [[0], [1, 0], [0xFF], [2, 8], [3, 200], "SHA256:"u8.ToArray(), [0xC3, 0x28]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        if (DiscoveryRequest.TryRead(input, out _)) Require(input.Length >= DiscoveryDatagram.Length, "a short datagram is a request");
        if (DiscoveryReply.Read(input) is not { } reply) return;
        Span<byte> again = stackalloc byte[DiscoveryDatagram.Length];
        int length = reply.Write(again);
        Require(length <= DiscoveryDatagram.Length, "the reply is longer than the request");
        // Longer texts, as a later version may send them, are cut once and no more.
        DiscoveryReply? cut = DiscoveryReply.Read(again[..length]);
        Require(cut is not null, "what is written again is no reply");
        Require(DiscoveryReply.Read(again[..cut!.Write(again)]) == cut, "what is written again is another reply");
    }

    private static byte[] Reply()
    {
        var bytes = new byte[DiscoveryDatagram.Length];
        int length = new DiscoveryReply
        {
            Nonce = 7,
            Name = "chat.local",
            Port = 5000,
            Users = 3,
            Version = "x",
            HasTls = true,
            MessageOfTheDay = "Tea at six."
        }.Write(bytes);
        return bytes[..length];
    }
}
