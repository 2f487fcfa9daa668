using System.Buffers.Binary;
using System.Net;
using System.Text;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

/// <summary>"The PROXY protocol, versions 1 &amp; 2" (HAProxy), sections 2.1 and 2.2.</summary>
public sealed class ProxyHeaderTests
{
    private const byte Local = 0x20, Proxy = 0x21;
    private const byte Tcp4 = 0x11, Udp4 = 0x12, Tcp6 = 0x21, Unix = 0x31, Unspecified = 0x00;

    public static TheoryData<string, string?> Lines => new()
    {
        { "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\n", "192.0.2.7" },
        { "PROXY TCP4 255.255.255.255 255.255.255.255 65535 65535\r\n", "255.255.255.255" },
        { "PROXY TCP6 2001:db8::7 2001:db8::1 56324 443\r\n", "2001:db8::7" },
        { "PROXY TCP6 ::ffff:192.0.2.7 ::ffff:192.0.2.1 1 0\r\n", "192.0.2.7" },
        { "PROXY UNKNOWN\r\n", null },
        { "PROXY UNKNOWN anything that fits\r\n", null },
        { $"PROXY UNKNOWN {new string('f', ProxyHeader.MaximumLineBytes - 16)}\r\n", null },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_of_version_1_passes_on_the_address(string line, string? address) =>
        Check(Encoding.ASCII.GetBytes(line), address);

    [Theory]
    [InlineData("NICK alice\r\n")]
    [InlineData("proxy TCP4 192.0.2.7 192.0.2.1 56324 443\r\n")]
    [InlineData("PROXY\r\n")]
    [InlineData("PROXY \r\n")]
    [InlineData("PROXY \n")]
    [InlineData("PROXY UNKNOWNS\r\n")]
    [InlineData("PROXY UNKNOWN\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 56324\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 56324 443 \r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 56324 443 more\r\n")]
    [InlineData("PROXY TCP4  192.0.2.7 192.0.2.1 56324 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 65536 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 +1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 01 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2 192.0.2.1 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.07 192.0.2.1 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.256 192.0.2.1 1 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 here 1 443\r\n")]
    [InlineData("PROXY TCP4 2001:db8::7 2001:db8::1 1 443\r\n")]
    [InlineData("PROXY TCP6 192.0.2.7 192.0.2.1 1 443\r\n")]
    [InlineData("PROXY TCP6 fe80::1%1 2001:db8::1 1 443\r\n")]
    [InlineData("PROXY TCP6 [2001:db8::7] 2001:db8::1 1 443\r\n")]
    [InlineData("PROXY UDP4 192.0.2.7 192.0.2.1 1 443\r\n")]
    public void Any_other_line_is_invalid(string line) =>
        ProxyHeader.Read(Encoding.ASCII.GetBytes(line)).Should().Be(new ProxyHeader(ProxyHeaderState.Invalid, 0, null));

    [Fact]
    public void A_line_of_more_than_107_bytes_is_invalid_as_soon_as_that_is_known()
    {
        byte[] line = Encoding.ASCII.GetBytes("PROXY UNKNOWN ".PadRight(200, 'f'));
        ProxyHeader.Read(line.AsSpan(0, 106)).State.Should().Be(ProxyHeaderState.Incomplete);
        ProxyHeader.Read(line.AsSpan(0, 107)).State.Should().Be(ProxyHeaderState.Invalid);
        ProxyHeader.Read(line).State.Should().Be(ProxyHeaderState.Invalid);
    }

    [Theory]
    [InlineData(Proxy, Tcp4, "192.0.2.7", 0, "192.0.2.7")]
    [InlineData(Proxy, Tcp4, "192.0.2.7", 300, "192.0.2.7")]
    [InlineData(Proxy, Tcp6, "2001:db8::7", 0, "2001:db8::7")]
    [InlineData(Proxy, Tcp6, "::ffff:192.0.2.7", 7, "192.0.2.7")]
    [InlineData(Local, Tcp4, "192.0.2.7", 0, null)]
    [InlineData(Local, Unspecified, "", 0, null)]
    [InlineData(Proxy, Unspecified, "", 20, null)]
    [InlineData(Proxy, Udp4, "192.0.2.7", 0, null)]
    [InlineData(Proxy, Unix, "", 216, null)]
    public void A_header_of_version_2_passes_on_the_address_and_its_TLVs_are_skipped(
        byte command, byte family, string source, int more, string? address) => Check(Binary(command, family, source, more), address);

    [Theory]
    [InlineData(0x22, Tcp4, 12)]
    [InlineData(0x11, Tcp4, 12)]
    [InlineData(Proxy, Tcp4, 11)]
    [InlineData(Proxy, Tcp6, 35)]
    [InlineData(Proxy, Tcp4, 4097)]
    [InlineData(Local, Unspecified, 65535)]
    public void A_version_or_a_length_that_cannot_be_is_invalid_with_the_fixed_part(byte command, byte family, int length)
    {
        byte[] header = Binary(command, family, "", length)[..16];
        ProxyHeader.Read(header).State.Should().Be(ProxyHeaderState.Invalid);
    }

    [Fact]
    public void A_wrong_version_is_invalid_with_its_byte()
    {
        byte[] header = Binary(0x31, Tcp4, "192.0.2.7", 0);
        ProxyHeader.Read(header.AsSpan(0, 12)).State.Should().Be(ProxyHeaderState.Incomplete);
        ProxyHeader.Read(header.AsSpan(0, 13)).State.Should().Be(ProxyHeaderState.Invalid);
    }

    // Whatever a header is changed to: it is decided within the bound, a decision stays when more bytes come, and nothing throws.
    [Fact]
    public void Random_changes_are_decided_within_the_bound_and_for_good()
    {
        var random = new Random(7);
        for (int round = 0; round < 3000; round++)
        {
            byte[] bytes = new byte[ProxyHeader.MaximumBytes + 8];
            byte[] header = (round % 3) switch
            {
                0 => Binary(Proxy, Tcp6, "2001:db8::7", random.Next(300)),
                1 => Binary(Proxy, Tcp4, "192.0.2.7", random.Next(30)),
                _ => "PROXY TCP4 192.0.2.7 192.0.2.1 56324 443\r\n"u8.ToArray(),
            };
            random.NextBytes(bytes);
            header.CopyTo(bytes, 0);
            for (int change = random.Next(3); change > 0; change--) bytes[random.Next(header.Length)] = (byte)random.Next(256);

            ProxyHeader decided = ProxyHeader.Read(bytes.AsSpan(0, ProxyHeader.MaximumBytes));
            decided.State.Should().NotBe(ProxyHeaderState.Incomplete);
            ProxyHeader.Read(bytes).Should().Be(decided);
            for (int i = 0; i < 20; i++)
            {
                ProxyHeader early = ProxyHeader.Read(bytes.AsSpan(0, random.Next(ProxyHeader.MaximumBytes)));
                if (early.State != ProxyHeaderState.Incomplete) early.Should().Be(decided);
            }
        }
    }

    private static void Check(byte[] header, string? address)
    {
        var expected = new ProxyHeader(ProxyHeaderState.Done, header.Length, address is null ? null : IPAddress.Parse(address));
        ProxyHeader.Read(header).Should().Be(expected);
        ProxyHeader.Read([.. header, .. "NICK alice\r\n"u8]).Should().Be(expected);
        for (int count = 0; count < header.Length; count++)
            ProxyHeader.Read(header.AsSpan(0, count)).State.Should().Be(ProxyHeaderState.Incomplete, "there are {0} bytes", count);
    }

    private static byte[] Binary(byte command, byte family, string source, int more)
    {
        byte[] address = source.Length == 0 ? [] : IPAddress.Parse(source).GetAddressBytes();
        byte[] rest = [.. address, .. address, .. new byte[address.Length == 0 ? 0 : 4], .. new byte[more]];
        byte[] length = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)rest.Length);
        return [.. "\r\n\r\n\0\r\nQUIT\n"u8, command, family, .. length, .. rest];
    }
}
