using System.Buffers.Binary;
using ChatSockets.Core.State;

namespace ChatSockets.Core.Delivery;

/// <summary>
/// What a server sends through a WebSocket: RFC 6455, "Base Framing Protocol"; IRCv3 websocket: a message is a line without its end.
/// </summary>
internal static class WebSocketFrames
{
    private const byte Last = 0x80;
    private const byte Text = 1;
    private const byte Binary = 2;
    private const byte CloseCode = 8;
    private const int LongestShort = 125;
    private const byte TwoBytesFollow = 126;

    /// <summary>The frame that ends a connection as it should (status 1000).</summary>
    public static ReadOnlySpan<byte> Close => [Last | CloseCode, 2, 0x03, 0xE8];

    /// <summary>Puts whole lines into frames, a line into each.</summary>
    /// <param name="lines">Lines with CR LF, each of less than 64 KiB.</param>
    /// <param name="kind">The kind of the messages.</param>
    public static byte[] Of(ReadOnlySpan<byte> lines, Variant kind)
    {
        byte head = (byte)(Last | (kind == Variant.BinaryFrames ? Binary : Text));
        // A line's end is as long as a short frame's head, and two bytes shorter than a long one's.
        var frames = new byte[lines.Length + (2 * CountLong(lines))];
        Span<byte> to = frames;
        while (!lines.IsEmpty)
        {
            ReadOnlySpan<byte> line = Next(ref lines);
            to[0] = head;
            if (line.Length <= LongestShort)
            {
                to[1] = (byte)line.Length;
                to = to[2..];
            }
            else
            {
                to[1] = TwoBytesFollow;
                BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)line.Length);
                to = to[4..];
            }
            line.CopyTo(to);
            to = to[line.Length..];
        }
        return frames;
    }

    private static int CountLong(ReadOnlySpan<byte> lines)
    {
        int count = 0;
        while (!lines.IsEmpty)
        {
            if (Next(ref lines).Length > LongestShort) count++;
        }
        return count;
    }

    private static ReadOnlySpan<byte> Next(ref ReadOnlySpan<byte> lines)
    {
        int end = lines.IndexOf("\r\n"u8);
        ReadOnlySpan<byte> line = lines[..end];
        lines = lines[(end + 2)..];
        return line;
    }
}
