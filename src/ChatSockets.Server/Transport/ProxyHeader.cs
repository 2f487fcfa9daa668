using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace ChatSockets.Server.Transport;

/// <summary>How far a PROXY header has been read.</summary>
internal enum ProxyHeaderState
{
    /// <summary>What is there may begin one: more bytes are needed.</summary>
    Incomplete,

    /// <summary>It is complete.</summary>
    Done,

    /// <summary>It is none, or an invalid one. The specification has the receiver close the connection.</summary>
    Invalid,
}

/// <summary>
/// The header by which a proxy passes on its client's address: "The PROXY protocol, versions 1 &amp; 2" (HAProxy). Version 1 is a line of
/// text of at most 107 bytes, version 2 is binary: a signature, a length of 16 bits, addresses, and TLVs, which are skipped.
/// </summary>
/// <param name="State">How far it was read.</param>
/// <param name="Length">Its length in bytes; what follows is the client's. 0 unless done.</param>
/// <param name="Address">
/// The client's address, IPv4 mapped to IPv6 as IPv4. Null if the proxy speaks for itself (LOCAL, such as a health check) or does not know
/// the address (UNKNOWN, UNSPEC, other families): then the connection's own address counts.
/// </param>
internal readonly record struct ProxyHeader(ProxyHeaderState State, int Length, IPAddress? Address)
{
    /// <summary>The longest header that is accepted, in bytes: the fixed part of version 2 and 4 KiB of addresses and TLVs.</summary>
    public const int MaximumBytes = FixedBytes + MaximumRest;

    /// <summary>The longest line of version 1, in bytes, with its CR LF.</summary>
    public const int MaximumLineBytes = 107;

    private const int FixedBytes = 16;

    // The specification allows 65,535, but asks senders to stay within 536. A certificate's chain is not passed on in it.
    private const int MaximumRest = 4096;

    private static readonly ProxyHeader Incomplete = new(ProxyHeaderState.Incomplete, 0, null);
    private static readonly ProxyHeader Invalid = new(ProxyHeaderState.Invalid, 0, null);

    private static readonly SearchValues<byte> InIPv6 = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    private static ReadOnlySpan<byte> LineStart => "PROXY "u8;

    /// <summary>
    /// Reads the header that a connection's first bytes are to be. Pure; any thread. Call it again with all bytes when more have come: it
    /// is decided after <see cref="MaximumBytes"/> at the latest. Never throws.
    /// </summary>
    public static ProxyHeader Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return Incomplete;
        if (Begins(bytes, Signature)) return bytes.Length < FixedBytes ? LookAhead(bytes) : ReadBinary(bytes);
        return Begins(bytes, LineStart) ? ReadLine(bytes) : Invalid;
    }

    // As far as both go.
    private static bool Begins(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> start)
    {
        int length = Math.Min(bytes.Length, start.Length);
        return bytes[..length].SequenceEqual(start[..length]);
    }

    // A wrong version is refused at once, not after bytes that may never come.
    private static ProxyHeader LookAhead(ReadOnlySpan<byte> bytes) =>
        bytes.Length > Signature.Length && !IsKnown(bytes[Signature.Length]) ? Invalid : Incomplete;

    private static bool IsKnown(byte versionAndCommand) => versionAndCommand is 0x20 or 0x21;

    private static ProxyHeader ReadBinary(ReadOnlySpan<byte> bytes)
    {
        if (!IsKnown(bytes[12])) return Invalid;
        int rest = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        if (rest > MaximumRest) return Invalid;
        // "The receiver must ignore the address": and what stands for it.
        bool isLocal = bytes[12] == 0x20;
        int family = bytes[13] >> 4, transport = bytes[13] & 0x0F;
        // Two addresses and two ports.
        int needed = isLocal || transport != 1 ? 0 : family switch { 1 => 12, 2 => 36, _ => 0 };
        if (rest < needed) return Invalid;
        if (bytes.Length < FixedBytes + rest) return Incomplete;
        IPAddress? address = needed switch
        {
            12 => new IPAddress(bytes.Slice(FixedBytes, 4)),
            36 => new IPAddress(bytes.Slice(FixedBytes, 16)),
            _ => null,
        };
        return Done(FixedBytes + rest, address);
    }

    private static ProxyHeader ReadLine(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> most = bytes[..Math.Min(bytes.Length, MaximumLineBytes)];
        int end = most.IndexOf((byte)'\n');
        if (end < 0) return bytes.Length >= MaximumLineBytes ? Invalid : Incomplete;
        if (most[end - 1] != (byte)'\r') return Invalid;
        ReadOnlySpan<byte> rest = most[LineStart.Length..(end - 1)];
        // What follows UNKNOWN is to be ignored.
        if (rest.SequenceEqual("UNKNOWN"u8) || rest.StartsWith("UNKNOWN "u8)) return Done(end + 1, null);
        return ReadAddresses(rest) is { } address ? Done(end + 1, address) : Invalid;
    }

    // TCP4 192.0.2.7 192.0.2.1 56324 443, with one space between two words.
    private static IPAddress? ReadAddresses(ReadOnlySpan<byte> text)
    {
        if (text.Count((byte)' ') != 4) return null;
        Span<Range> words = stackalloc Range[5];
        int count = 0;
        foreach (Range word in text.Split((byte)' ')) words[count++] = word;
        bool isV6 = text[words[0]].SequenceEqual("TCP6"u8);
        if (!isV6 && !text[words[0]].SequenceEqual("TCP4"u8)) return null;
        if (!IsPort(text[words[3]]) || !IsPort(text[words[4]])) return null;
        return ReadAddress(text[words[2]], isV6) is null ? null : ReadAddress(text[words[1]], isV6);
    }

    private static IPAddress? ReadAddress(ReadOnlySpan<byte> text, bool isV6)
    {
        // The framework reads 1 and 127.1 as addresses, too, and scopes and brackets.
        if (isV6 ? text.ContainsAnyExcept(InIPv6) || !text.Contains((byte)':') : !IsDotted(text)) return null;
        Span<char> letters = stackalloc char[text.Length];
        Encoding.ASCII.GetChars(text, letters);
        return IPAddress.TryParse(letters, out IPAddress? address) ? address : null;
    }

    private static bool IsDotted(ReadOnlySpan<byte> text)
    {
        int parts = 0;
        foreach (Range range in text.Split((byte)'.'))
        {
            if (!IsNumber(text[range], 255)) return false;
            parts++;
        }
        return parts == 4;
    }

    private static bool IsPort(ReadOnlySpan<byte> text) => IsNumber(text, 65535);

    // Without a sign or a leading zero.
    private static bool IsNumber(ReadOnlySpan<byte> text, int most) =>
        text.Length is > 0 and <= 5 && !text.ContainsAnyExceptInRange((byte)'0', (byte)'9') && (text.Length == 1 || text[0] != (byte)'0')
        && Utf8Parser.TryParse(text, out int value, out int used) && used == text.Length && value <= most;

    private static ProxyHeader Done(int length, IPAddress? address) =>
        new(ProxyHeaderState.Done, length, address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address);
}
