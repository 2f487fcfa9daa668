using System.Text;
using System.Text.Unicode;

namespace ChatSockets.Client.Connection;

/// <summary>Bytes from the wire as text. Other networks still carry older encodings: what is no UTF-8 is taken for Latin-1, byte by byte.</summary>
internal static class WireText
{
    public static string Decode(ReadOnlySpan<byte> bytes) =>
        Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : Encoding.Latin1.GetString(bytes);
}
