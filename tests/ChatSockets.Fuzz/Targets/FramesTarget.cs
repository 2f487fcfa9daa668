using ChatSockets.Server.Transport;

namespace ChatSockets.Fuzz.Targets;

/// <summary>The messages of a WebSocket's client: they end in lines, in nothing, or in the end of the connection.</summary>
internal sealed class FramesTarget : FuzzTarget
{
    private readonly byte[] _free = new byte[1024];

    public override string Name => "frames";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        Frame(0x81, "NICK alice"u8), [.. Frame(0x01, "PRI"u8), .. Frame(0x89, "ping"u8), .. Frame(0x80, "VMSG"u8)], Frame(0x88, [0x03,
            0xE8]),
        [.. Frame(0x82, new byte[200]), .. Frame(0x81, "PING 1"u8)],
    ];

    public override IReadOnlyList<byte[]> Words { get; } =
        [[0x81, 0x80, 0, 0, 0, 0], [0x01, 0x81, 1, 2, 3, 4, 0], [0x89, 0x80, 0, 0, 0, 0], [0x8A, 0x80, 0, 0, 0, 0], [0x88, 0x80, 0, 0, 0,
            0], [0xFE, 0xFF], [0xFF], [0x81, 0xFE, 0, 126]];

    public override void Run(ReadOnlySpan<byte> input, Random random)
    {
        int answered = 0;
        using var layer = new WebSocketLayer(new Bytes(input.ToArray(), random), default, frame => answered += frame.Length);
        // Each round takes a byte at least, or is the last.
        for (int rounds = 0; ; rounds++)
        {
            Require(rounds <= (2 * input.Length) + 10, "it does not come to an end");
            InputStatus status = layer.Receive(_free, out int count);
            Require(count <= _free.Length && (status == InputStatus.Received) == (count > 0), "the count and the status do not agree");
            if (status == InputStatus.Ended) break;
        }
        Require(answered <= input.Length + 200, "more is answered than was asked");
    }

    private static byte[] Frame(byte head, ReadOnlySpan<byte> payload)
    {
        byte[] masked = payload.ToArray();
        byte[] mask = [1, 2, 3, 4];
        for (int i = 0; i < masked.Length; i++) masked[i] ^= mask[i & 3];
        return masked.Length <= 125 ? [head, (byte)(0x80 | masked.Length), .. mask, .. masked]
            : [head, 0xFE, (byte)(masked.Length >> 8), (byte)masked.Length, .. mask, .. masked];
    }

    // A peer that sends these, in pieces, and goes.
    private sealed class Bytes(byte[] bytes, Random random) : Layer
    {
        private int _at;

        public override bool HasInput => true;

        public override InputStatus Receive(Memory<byte> free, out int count)
        {
            count = Math.Min(Math.Min(free.Length, bytes.Length - _at), 1 + random.Next(40));
            bytes.AsSpan(_at, count).CopyTo(free.Span);
            _at += count;
            return count == 0 ? InputStatus.Ended : InputStatus.Received;
        }
    }
}
