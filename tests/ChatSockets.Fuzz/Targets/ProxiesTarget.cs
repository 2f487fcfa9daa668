using ChatSockets.Server.Transport;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The header of a proxy: what fewer bytes have decided, more of them do not change.</summary>
internal sealed class ProxiesTarget : FuzzTarget
{
    private static readonly byte[] Signature = "\r\n\r\n\0\r\nQUIT\n"u8.ToArray();

    public override string Name => "proxies";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        "PROXY TCP4 192.0.2.1 192.0.2.2 1000 5000\r\nNICK a\r\n"u8.ToArray(), "PROXY TCP6 2001:db8::1 ::1 1 2\r\n"u8.ToArray(),
        "PROXY UNKNOWN\r\n"u8.ToArray(),
        [.. Signature, 0x21, 0x11, 0, 12, 192, 0, 2, 1, 192, 0, 2, 2, 1, 1, 2, 2, (byte)'N'], [.. Signature, 0x20, 0, 0, 0],
        [.. Signature, 0x21, 0x21, 0, 39, .. new byte[36], 1, 0, 0],
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [Signature, "PROXY "u8.ToArray(), "TCP4 "u8.ToArray(), "TCP6 "u8.ToArray(), " "u8.ToArray(), "\r\n"u8.ToArray(), [0xFF, 0xFF]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        var whole = ProxyHeader.Read(input);
        Require(whole.Length <= Math.Min(input.Length, ProxyHeader.MaximumBytes), "the header is longer than what there is, or may be");
        Require(whole.State == ProxyHeaderState.Done == whole.Length > 0, "the length and the state do not agree");
        Require(whole.State != ProxyHeaderState.Incomplete || input.Length < ProxyHeader.MaximumBytes, "it is never decided");
        var part = ProxyHeader.Read(input[..random.Next(input.Length + 1)]);
        Require(part.State == ProxyHeaderState.Incomplete || part == whole, "more bytes decide otherwise");
    }
}
