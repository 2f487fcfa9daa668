using ChatSockets.Server.Tls;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The look at a TLS client's first message.</summary>
internal sealed class HelloTarget : FuzzTarget
{
    public override string Name => "hellos";

    public override IReadOnlyList<byte[]> Seeds { get; } = [Hello("irc"u8), Hello("http/1.1"u8)];

    public override IReadOnlyList<byte[]> Words { get; } =
        ["http/1.1"u8.ToArray(), "irc"u8.ToArray(), [0, 16], [22, 3, 1], [0, 0], [0xFF, 0xFF], [8, .. "http/1.1"u8], [3, .. "irc"u8]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        if (ClientHello.Look(input) is not true) return;
        int length = ClientHello.LengthOfFirst(input);
        Require(length is > 4 and <= ClientHello.LongestFirst, "the first record has no sensible length");
        _ = ClientHello.Read(input);
    }

    private static byte[] Hello(ReadOnlySpan<byte> protocol)
    {
        byte[] alpn = [0, 16, 0, (byte)(protocol.Length + 3), 0, (byte)(protocol.Length + 1), (byte)protocol.Length, .. protocol];
        byte[] extensions = [0, 0, 0, 5, 0, 3, 0, 0, 0, .. alpn];
        byte[] body = [3, 3, .. new byte[32], 0, 0, 2, 0x13, 0x01, 1, 0, 0, (byte)extensions.Length, .. extensions];
        return [22, 3, 1, 0, (byte)(body.Length + 4), 1, 0, 0, (byte)body.Length, .. body];
    }
}
