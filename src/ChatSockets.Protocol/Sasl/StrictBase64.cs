using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// Base64 (RFC 4648) of which there is only one form for the same bytes: no white space, the padding there, the bits that pad zero (section
/// 3.5). The framework is more patient; then somebody on the way could change what is said and not be noticed.
/// </summary>
internal static class StrictBase64
{
    /// <summary>Decodes; false where it is not base64. Nothing decodes to nothing.</summary>
    public static bool TryDecode(ReadOnlySpan<byte> base64, [NotNullWhen(true)] out byte[]? bytes)
    {
        bytes = null;
        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(base64.Length)];
        if (Base64.DecodeFromUtf8(base64, decoded, out _, out int count) != OperationStatus.Done) return false;
        if (!Encode(decoded.AsSpan(0, count)).AsSpan().SequenceEqual(base64)) return false;
        bytes = decoded[..count];
        return true;
    }

    public static byte[] Encode(ReadOnlySpan<byte> bytes)
    {
        byte[] base64 = new byte[Base64.GetMaxEncodedToUtf8Length(bytes.Length)];
        Base64.EncodeToUtf8(bytes, base64, out _, out _);
        return base64;
    }
}
