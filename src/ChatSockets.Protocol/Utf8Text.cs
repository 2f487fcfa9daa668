using System.Buffers;
using System.Text;

namespace ChatSockets.Protocol;

/// <summary>A string's UTF-8 bytes for as long as a call needs them, on the stack where they fit.</summary>
public readonly ref struct Utf8Text
{
    public const int StackBytes = 768;

    private readonly byte[]? _rented;

    public Utf8Text(string text, Span<byte> stack)
    {
        int bound = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (bound > stack.Length) stack = _rented = ArrayPool<byte>.Shared.Rent(bound);
        Span = stack[..Encoding.UTF8.GetBytes(text, stack)];
    }

    public ReadOnlySpan<byte> Span { get; }

    public void Dispose()
    {
        if (_rented is not null) ArrayPool<byte>.Shared.Return(_rented);
    }

    /// <summary>At most so many bytes of a text, with no character cut in two.</summary>
    public static ReadOnlySpan<byte> Clip(ReadOnlySpan<byte> text, int limit)
    {
        if (text.Length <= limit) return text;
        int end = Math.Max(0, limit);
        while (end > 0 && (text[end] & 0xC0) == 0x80) end--;
        return text[..end];
    }
}
