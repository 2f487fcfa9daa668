using System.Text;

namespace ChatSockets.Protocol;

/// <summary>A string's UTF-8 bytes for as long as a call needs them, on the stack where they fit.</summary>
/// <remarks>Nothing is borrowed from a pool: that would leave a thread of its own to each connection with a pool of its own.</remarks>
public readonly ref struct Utf8Text
{
    public const int StackBytes = 768;

    public Utf8Text(string text, Span<byte> stack)
    {
        if (Encoding.UTF8.GetMaxByteCount(text.Length) > stack.Length)
        {
            int length = Encoding.UTF8.GetByteCount(text);
            if (length > stack.Length) stack = new byte[length];
        }
        Span = stack[..Encoding.UTF8.GetBytes(text, stack)];
    }

    public ReadOnlySpan<byte> Span { get; }

    /// <summary>At most so many bytes of a text, with no character cut in two.</summary>
    public static ReadOnlySpan<byte> Clip(ReadOnlySpan<byte> text, int limit)
    {
        if (text.Length <= limit) return text;
        int end = Math.Max(0, limit);
        while (end > 0 && (text[end] & 0xC0) == 0x80) end--;
        return text[..end];
    }
}
