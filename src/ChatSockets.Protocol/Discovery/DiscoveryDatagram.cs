using System.Buffers.Binary;

namespace ChatSockets.Protocol.Discovery;

/// <summary>
/// The form that requests and replies of the discovery share. A client asks a whole network at once, over UDP, which servers there are, and
/// each server answers the client alone.
/// </summary>
/// <remarks>
/// <para>A datagram is a header and fields. The header: the four letters <c>chs1</c>, a byte for the kind (1 a request, 2 a reply), and the
/// eight bytes of the request's nonce, which the reply repeats. A field: a byte for its type, a byte for its length, and so many bytes.
/// Type 0 is padding: nothing follows that means anything. Numbers have the most significant byte first, texts are UTF-8.</para>
/// <para>A reader skips fields of a type that it does not know, and bytes of a number beyond those that it knows, so both sides can learn
/// more. What old readers would misunderstand gets other letters.</para>
/// <para>A request has at least <see cref="Length"/> bytes and a reply at most as many, so nobody can make a server send more to a forged
/// address than was sent to the server (RFC 8085, section 6.3).</para>
/// </remarks>
public static class DiscoveryDatagram
{
    /// <summary>The least bytes of a request, and the most of a reply. Fits into every network's frame.</summary>
    public const int Length = 512;

    /// <summary>
    /// The IPv6 multicast group in which servers listen. It belongs to no assigned service (the T flag) and to one link (scope 2), and its
    /// identifier is from the range for everybody's use: RFC 4291, section 2.7, and RFC 3307, section 4.3.
    /// </summary>
    public const string MulticastGroup = "ff12::c4a7:5000";

    internal const byte Request = 1;
    internal const byte Reply = 2;
    internal const int HeaderLength = 13;

    private static ReadOnlySpan<byte> Magic => "chs1"u8;

    internal static void WriteHeader(Span<byte> datagram, byte kind, ulong nonce)
    {
        Magic.CopyTo(datagram);
        datagram[4] = kind;
        BinaryPrimitives.WriteUInt64BigEndian(datagram[5..], nonce);
    }

    internal static bool TryReadHeader(ReadOnlySpan<byte> datagram, byte kind, out ulong nonce)
    {
        nonce = 0;
        if (datagram.Length < HeaderLength || !datagram.StartsWith(Magic) || datagram[4] != kind) return false;
        nonce = BinaryPrimitives.ReadUInt64BigEndian(datagram[5..]);
        return true;
    }
}
