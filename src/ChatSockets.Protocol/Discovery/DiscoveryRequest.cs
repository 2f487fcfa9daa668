namespace ChatSockets.Protocol.Discovery;

/// <summary>The question which servers there are, or whether one is there: <see cref="DiscoveryDatagram"/>.</summary>
/// <param name="Nonce">
/// A number that only the asker knows, so that nobody who does not see the request can answer it; the reply repeats it.
/// </param>
public readonly record struct DiscoveryRequest(ulong Nonce)
{
    /// <summary>Returns the datagram.</summary>
    public byte[] ToBytes()
    {
        byte[] datagram = new byte[DiscoveryDatagram.Length];
        DiscoveryDatagram.WriteHeader(datagram, DiscoveryDatagram.Request, Nonce);
        return datagram;
    }

    /// <summary>Reads any bytes; false if they are no request, or a request that is shorter than a reply may be.</summary>
    public static bool TryRead(ReadOnlySpan<byte> datagram, out DiscoveryRequest request)
    {
        request = default;
        if (datagram.Length < DiscoveryDatagram.Length
            || !DiscoveryDatagram.TryReadHeader(datagram, DiscoveryDatagram.Request, out ulong nonce)
            || !HasWholeFields(datagram[DiscoveryDatagram.HeaderLength..])) return false;
        request = new DiscoveryRequest(nonce);
        return true;
    }

    // There are no fields yet; those of later versions are skipped.
    private static bool HasWholeFields(ReadOnlySpan<byte> bytes)
    {
        var fields = new DiscoveryFields(bytes);
        while (fields.TryRead(out _, out _))
        {
        }
        return !fields.IsBroken;
    }
}
