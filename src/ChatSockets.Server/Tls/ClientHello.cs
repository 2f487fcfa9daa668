using System.Buffers.Binary;

namespace ChatSockets.Server.Tls;

/// <summary>
/// The first message of a TLS client: RFC 8446, "Client Hello", and RFC 7301 for the protocols that it offers. It is read before the
/// handshake, because a server has to know by then whether to ask for a certificate, which browsers refuse.
/// </summary>
internal readonly struct ClientHello
{
    /// <summary>The protocol of browsers.</summary>
    public const string Http = "http/1.1";

    /// <summary>The protocol of chat clients.</summary>
    public const string Irc = "irc";

    private const byte Handshake = 22;
    private const byte Hello = 1;
    private const int RecordHeader = 5;
    private const int ProtocolExtension = 16;

    // A record of plain text has 2^14 bytes at the most.
    private const int LongestRecord = 1 << 14;

    /// <summary>The most bytes that <see cref="Look"/> asks for.</summary>
    public const int LongestFirst = RecordHeader + LongestRecord;

    private ClientHello(bool offersHttp, bool offersIrc)
    {
        OffersHttp = offersHttp;
        OffersIrc = offersIrc;
    }

    /// <summary>It names <c>http/1.1</c>: a browser, or something that talks as one.</summary>
    public bool OffersHttp { get; }

    /// <summary>It names <c>irc</c>.</summary>
    public bool OffersIrc { get; }

    /// <summary>Whether bytes at the beginning of a connection are those of TLS.</summary>
    /// <returns>Null if there are too few of them to know.</returns>
    public static bool? Look(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 0 && bytes[0] != Handshake) return false;
        if (bytes.Length > 1 && bytes[1] != 3) return false;
        if (bytes.Length <= RecordHeader) return null;
        return bytes[RecordHeader] == Hello;
    }

    /// <summary>How many bytes the first record has in all; at least six must be there.</summary>
    public static int LengthOfFirst(ReadOnlySpan<byte> bytes) =>
        Math.Min(RecordHeader + BinaryPrimitives.ReadUInt16BigEndian(bytes[3..]), LongestFirst);

    /// <summary>Reads the first record. Whatever cannot be read offers nothing: the handshake says what is wrong with it.</summary>
    public static ClientHello Read(ReadOnlySpan<byte> record)
    {
        var rest = new Bytes(record);
        // The record's and the message's head, the version and the random number; then session, cipher suites and compression.
        bool isWhole = rest.Skip(RecordHeader + 4 + 2 + 32) && rest.Take(1, out _) && rest.Take(2, out _) && rest.Take(1, out _);
        if (!isWhole || !rest.Take(2, out Bytes extensions)) return default;
        while (extensions.Number(2, out int type) && extensions.Take(2, out Bytes extension))
        {
            if (type == ProtocolExtension) return extension.Take(2, out Bytes protocols) ? Of(protocols) : default;
        }
        return default;
    }

    private static ClientHello Of(Bytes protocols)
    {
        bool http = false;
        bool irc = false;
        while (protocols.Take(1, out Bytes protocol))
        {
            http |= protocol.Rest.SequenceEqual("http/1.1"u8);
            irc |= protocol.Rest.SequenceEqual("irc"u8);
        }
        return new ClientHello(http, irc);
    }

    // What is left of some bytes. Nothing is taken beyond their end.
    private ref struct Bytes(ReadOnlySpan<byte> bytes)
    {
        public ReadOnlySpan<byte> Rest { get; private set; } = bytes;

        public bool Skip(int count)
        {
            if (count > Rest.Length) return false;
            Rest = Rest[count..];
            return true;
        }

        public bool Number(int size, out int number)
        {
            number = 0;
            if (size > Rest.Length) return false;
            foreach (byte digit in Rest[..size]) number = (number << 8) | digit;
            return Skip(size);
        }

        // A vector: its length, and then as many bytes.
        public bool Take(int sizeOfLength, out Bytes content)
        {
            content = default;
            if (!Number(sizeOfLength, out int length) || length > Rest.Length) return false;
            content = new Bytes(Rest[..length]);
            return Skip(length);
        }
    }
}
