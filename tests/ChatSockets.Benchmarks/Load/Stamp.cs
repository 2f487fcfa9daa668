using System.Buffers.Text;

namespace ChatSockets.Benchmarks.Load;

/// <summary>The moment of sending, in Stopwatch ticks, as the last 16 hexadecimal digits of a line's text.</summary>
internal static class Stamp
{
    public const int Length = 16;

    public static void Write(Span<byte> destination, long ticks) =>
        Utf8Formatter.TryFormat(ticks, destination, out _, new System.Buffers.StandardFormat('x', Length));

    /// <param name="line">A line without its end.</param>
    /// <param name="ticks">When it was sent.</param>
    public static bool TryRead(ReadOnlySpan<byte> line, out long ticks)
    {
        ticks = 0;
        return line.Length > Length && Utf8Parser.TryParse(line[^Length..], out ticks, out int consumed, 'x') && consumed == Length;
    }
}
