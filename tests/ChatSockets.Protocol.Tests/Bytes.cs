using System.Text;

namespace ChatSockets.Protocol.Tests;

/// <summary>Bytes as text that assertions can show, since they take no spans.</summary>
internal static class Bytes
{
    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes);

    /// <summary>A character for a byte, so that no byte sequence is lost on the way: <c>\xFF</c> is the byte 255.</summary>
    public static byte[] Raw(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Undoes <see cref="Raw(string)"/>.</summary>
    public static string Raw(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);
}
