using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace ChatSockets.Client.Connection;

/// <summary>
/// Decodes bytes from the wire. A character cut at the end of a line is lost alone. Some networks still use older encodings: other invalid
/// UTF-8 is read as Latin-1.
/// </summary>
internal static class WireText
{
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes)) return Encoding.UTF8.GetString(bytes);
        ReadOnlySpan<byte> whole = bytes[..^CutTail(bytes)];
        // A single letter of Latin-1 at the end of ASCII (caf\xE9) looks like the start of a character, too.
        bool wasUtf8 = whole.Length < bytes.Length && Utf8.IsValid(whole) && (bytes.Length - whole.Length > 1 || !Ascii.IsValid(whole));
        return wasUtf8 ? Encoding.UTF8.GetString(whole) + "\uFFFD" : Encoding.Latin1.GetString(bytes);
    }

    /// <summary>How many bytes at the end begin a character that is not complete.</summary>
    public static int CutTail(ReadOnlySpan<byte> bytes)
    {
        for (int length = 1; length <= Math.Min(3, bytes.Length); length++)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out int used) == OperationStatus.NeedMoreData && used == length) return length;
        }
        return 0;
    }
}
