using System.Net;
using System.Text;
using ChatSockets.Protocol;

namespace ChatSockets.Core.Text;

/// <summary>
/// A client's permitted origin in a configuration: an address (<c>127.0.0.1</c>), a network (<c>10.0.0.0/8</c>), or a mask of user name and
/// host with an at sign (<c>*@*.example.org</c>).
/// </summary>
internal static class HostPattern
{
    /// <summary>The longest host, in bytes (ISUPPORT HOSTLEN).</summary>
    public const int MaximumHostBytes = 63;

    public static bool IsValid(string pattern) =>
        pattern.Contains('@', StringComparison.Ordinal)
            ? pattern.Length <= 200 && !pattern.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c == '!')
                && pattern.Count(c => c == '@') == 1
            : TryNetwork(pattern, out _);

    /// <param name="pattern">A valid one.</param>
    /// <param name="username">What stands before the at sign in the source of their lines.</param>
    /// <param name="host">What stands behind it.</param>
    /// <param name="address">The real address.</param>
    public static bool Matches(string pattern, ReadOnlySpan<byte> username, ReadOnlySpan<byte> host, IPAddress address)
    {
        if (!pattern.Contains('@', StringComparison.Ordinal))
            return TryNetwork(pattern, out IPNetwork network) && Contains(network, address);
        byte[] mask = Encoding.UTF8.GetBytes(pattern);
        return Mask.Matches(mask, [.. username, (byte)'@', .. host], CaseMapping.Ascii)
            || Mask.Matches(mask, [.. username, (byte)'@', .. Encoding.ASCII.GetBytes(address.ToString())], CaseMapping.Ascii);
    }

    /// <summary>Whether an address, also an IPv4 one that was mapped to IPv6, is in a network.</summary>
    public static bool Contains(IPNetwork network, IPAddress address) =>
        network.Contains(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address);

    /// <summary>A network, or an address as a network of one.</summary>
    public static bool TryNetwork(string text, out IPNetwork network) => NetworkText.TryParse(Encoding.UTF8.GetBytes(text), out network);

    /// <summary>Reads a complete address. The framework also accepts <c>1</c> and <c>127.1</c>, which are mistakes here.</summary>
    public static bool TryAddress(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IPAddress? address)
    {
        address = null;
        return (text.Contains(':', StringComparison.Ordinal) || text.Count(c => c == '.') == 3) && IPAddress.TryParse(text, out address);
    }
}
