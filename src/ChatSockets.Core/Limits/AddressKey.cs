using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace ChatSockets.Core.Limits;

/// <summary>What counts as one address: an IPv4 address or an IPv6 /64, which is what one customer of a provider has.</summary>
internal static class AddressKey
{
    /// <summary>Returns the key of an address: IPv4 mapped to IPv6, which is in nobody's /64.</summary>
    public static UInt128 Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        Span<byte> bytes = stackalloc byte[16];
        bool isV4 = address.AddressFamily == AddressFamily.InterNetwork;
        (isV4 ? address.MapToIPv6() : address).TryWriteBytes(bytes, out _);
        if (!isV4) bytes[8..].Clear();
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    /// <summary>The same for people and for the store: an IPv4 address, or the network of an IPv6 /64.</summary>
    public static string NetworkOf(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        if (address.AddressFamily == AddressFamily.InterNetwork) return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Of(address));
        return $"{new IPAddress(bytes)}/64";
    }
}
