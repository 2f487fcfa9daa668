using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ChatSockets.Core.Text;

/// <summary>
/// Addresses and networks as people write them in bans: all spellings of one are equal. Bits behind the prefix are ignored
/// (<c>127.0.0.1/8</c>), and IPv4 written as IPv6 is IPv4 (<c>::ffff:127.0.0.0/104</c>).
/// </summary>
internal static class NetworkText
{
    /// <summary>The error for a text that is neither; the subject precedes it.</summary>
    public const string Invalid = "no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are";

    // ::ffff:0:0/96
    private const int MappedBits = 96;

    private static readonly SearchValues<byte> InIPv4 = SearchValues.Create("0123456789."u8);
    private static readonly SearchValues<byte> InIPv6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    /// <summary>Whether a host can only be meant as an address or a network, right or wrong: no host name looks like that.</summary>
    public static bool IsMeant(ReadOnlySpan<byte> host)
    {
        int slash = host.IndexOf((byte)'/');
        ReadOnlySpan<byte> address = slash < 0 ? host : host[..slash];
        if (address.Contains((byte)':')) return !address.ContainsAnyExcept(InIPv6);
        return address.Contains((byte)'.') && !address.ContainsAnyExcept(InIPv4);
    }

    /// <summary>Reads an address, as a network of full length, or a network; false where it is neither.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out IPNetwork network)
    {
        network = default;
        int slash = text.IndexOf((byte)'/');
        if (!TryAddress(slash < 0 ? text : text[..slash], out IPAddress? address)) return false;
        int width = address.GetAddressBytes().Length * 8, bits = width;
        if (slash >= 0 && !int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out bits)) return false;
        if (bits > width) return false;
        if (address.IsIPv4MappedToIPv6 && bits >= MappedBits) (address, bits) = (address.MapToIPv4(), bits - MappedBits);
        network = new IPNetwork(Masked(address, bits), bits);
        return true;
    }

    /// <summary>Whether it is one address.</summary>
    public static bool IsAddress(IPNetwork network) => network.PrefixLength == network.BaseAddress.GetAddressBytes().Length * 8;

    /// <summary>The one spelling by which a network is listed; an address without a length.</summary>
    public static string Format(IPNetwork network) => IsAddress(network) ? network.BaseAddress.ToString() : network.ToString();

    /// <summary>Why a ban of that network can only be a mistake; null where it may be meant.</summary>
    public static string? WhyTooWide(IPNetwork network)
    {
        if (network.PrefixLength == 0) return $"{network} would ban everybody";
        int least = network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? 8 : 16;
        return network.PrefixLength < least ? $"{network} is too wide: a network has /8 at the least, one of IPv6 /16" : null;
    }

    // In full: 127.1 is an address to the framework, and 010.0.0.1 another one than it looks.
    private static bool TryAddress(ReadOnlySpan<byte> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return IsMeant(text)
            && (text.Contains((byte)':') || IsDotted(text)) && IPAddress.TryParse(Encoding.ASCII.GetString(text), out address);
    }

    private static bool IsDotted(ReadOnlySpan<byte> text)
    {
        int parts = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            ReadOnlySpan<byte> part = text[range];
            parts++;
            if (part.Length is 0 or > 3 || (part.Length > 1 && part[0] == (byte)'0')) return false;
        }
        return parts == 4;
    }

    private static IPAddress Masked(IPAddress address, int bits)
    {
        byte[] bytes = address.GetAddressBytes();
        for (int i = 0; i < bytes.Length; i++)
        {
            int kept = Math.Clamp(bits - (8 * i), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }
        return new IPAddress(bytes);
    }
}
