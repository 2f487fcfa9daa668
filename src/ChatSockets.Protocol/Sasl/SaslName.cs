using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Unicode;

namespace ChatSockets.Protocol.Sasl;

/// <summary>
/// User names as every mechanism here takes them: UTF-8, prepared (<see cref="SaslPrep.Query"/>), neither empty nor too long, and in SCRAM
/// escaped.
/// </summary>
internal static class SaslName
{
    /// <summary>The longest name, in bytes of UTF-8: RFC 4616, section 2, asks for no more.</summary>
    public const int MaximumBytes = 255;

    /// <summary>The longest password, in bytes of UTF-8.</summary>
    public const int MaximumPasswordBytes = 1024;

    /// <summary>The name that these bytes are.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, [NotNullWhen(true)] out string? name)
    {
        name = TryReadText(utf8, MaximumBytes, out string? text) ? Prepare(text) : null;
        return name is not null;
    }

    /// <summary>A text of that size as it was sent, not prepared.</summary>
    public static bool TryReadText(ReadOnlySpan<byte> utf8, int maximumBytes, [NotNullWhen(true)] out string? text)
    {
        bool isText = !utf8.IsEmpty && utf8.Length <= maximumBytes && !utf8.Contains((byte)0) && Utf8.IsValid(utf8);
        text = isText ? Encoding.UTF8.GetString(utf8) : null;
        return text is not null;
    }

    /// <summary>A name ready to be sent; null where it may not be one.</summary>
    public static string? Prepare(string name) =>
        SaslPrep.Query(name) is { Length: > 0 } prepared && Encoding.UTF8.GetByteCount(prepared) <= MaximumBytes ? prepared : null;

    /// <summary>RFC 5802, section 5.1: a comma and an equals sign mean something in a message.</summary>
    public static string Escape(string name) =>
        name.Replace("=", "=3D", StringComparison.Ordinal).Replace(",", "=2C", StringComparison.Ordinal);

    /// <summary>Reads an escaped name; false where an equals sign is not followed by 2C or 3D.</summary>
    public static bool TryReadEscaped(ReadOnlySpan<byte> escaped, [NotNullWhen(true)] out string? name)
    {
        name = null;
        // Three bytes for one at the most: a longer one is too long, whatever it says.
        if (escaped.Length > MaximumBytes * 3) return false;
        Span<byte> plain = stackalloc byte[escaped.Length];
        int count = 0;
        while (!escaped.IsEmpty)
        {
            int taken = 1;
            byte current = escaped[0];
            if (current == (byte)'=')
            {
                if (escaped.StartsWith("=2C"u8)) current = (byte)',';
                else if (!escaped.StartsWith("=3D"u8)) return false;
                taken = 3;
            }
            plain[count++] = current;
            escaped = escaped[taken..];
        }
        return TryRead(plain[..count], out name);
    }
}
