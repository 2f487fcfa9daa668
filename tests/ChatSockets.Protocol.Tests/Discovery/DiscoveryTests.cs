using ChatSockets.Protocol.Discovery;
using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Discovery;

public sealed class DiscoveryTests
{
    private static readonly Gen<byte[]> Datagrams = Gen.OneOf(
        Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value)),
        Properties.BytesOf(Gen.Choose(0, 255).Select(value => (byte)value), DiscoveryDatagram.Length, DiscoveryDatagram.Length + 40),
        // What comes closest to a datagram: a real header, and anything behind it.
        Gen.Choose(1, 2).SelectMany(kind => Properties.BytesOf(Gen.Frequency(
            (3, Gen.Choose(0, 12).Select(value => (byte)value)), (1, Gen.Choose(0, 255).Select(value => (byte)value))), 0, 520)
            .Select(rest => (byte[])[.. "chs1"u8, (byte)kind, 1, 2, 3, 4, 5, 6, 7, 8, .. rest])));

    private static readonly Gen<DiscoveryReply> Replies =
        from numbers in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), 4)
        from texts in Gen.ArrayOf(Properties.LineText, 4)
        from isLong in Gen.Elements(false, true)
        from hasTls in Gen.Elements(false, true)
        select new DiscoveryReply
        {
            Nonce = (ulong)numbers[0] << 32 | (uint)numbers[1],
            Instance = (ulong)numbers[1] << 33,
            Name = "n" + texts[0],
            Port = (ushort)(1 + (numbers[2] % 65535)),
            Users = (uint)numbers[3] * 2,
            Version = texts[1],
            HasTls = hasTls,
            KeyFingerprint = texts[2],
            MessageOfTheDay = isLong ? string.Concat(Enumerable.Repeat(texts[3] + "語", 300)) : texts[3],
        };

    [Fact]
    public void A_request_has_the_letters_the_kind_the_nonce_and_padding()
    {
        byte[] bytes = new DiscoveryRequest(0x0102030405060708).ToBytes();
        bytes.Should().HaveCount(512).And.StartWith((byte[])[.. "chs1"u8, 1, 1, 2, 3, 4, 5, 6, 7, 8, 0]);
        DiscoveryRequest.TryRead(bytes, out DiscoveryRequest read).Should().BeTrue();
        read.Nonce.Should().Be(0x0102030405060708);
    }

    [Fact]
    public void A_reply_has_its_fields_one_after_the_other()
    {
        var reply = new DiscoveryReply { Nonce = 1, Instance = 2, Name = "chat.a", Port = 5000, Users = 3, HasTls = true };
        Written(reply).Should().Equal([.. "chs1"u8, 2, 0, 0, 0, 0, 0, 0, 0, 1, 8, 8, 0, 0, 0, 0, 0, 0, 0, 2, 1, 6, .. "chat.a"u8,
            2, 2, 19, 136, 3, 4, 0, 0, 0, 3, 5, 1, 1]);
    }

    [Fact]
    public void What_is_read_is_what_was_written() => Properties.ForAll(Replies, reply =>
    {
        DiscoveryReply? read = DiscoveryReply.Read(Written(reply));
        read.Should().Be(reply with
        {
            Name = Clipped(reply.Name, DiscoveryReply.MaximumTextBytes),
            Version = Clipped(reply.Version, DiscoveryReply.MaximumTextBytes),
            KeyFingerprint = Clipped(reply.KeyFingerprint, DiscoveryReply.MaximumTextBytes),
            MessageOfTheDay = Clipped(reply.MessageOfTheDay, DiscoveryReply.MaximumMessageBytes),
        });
        // What fits comes back unchanged, and once more.
        DiscoveryReply.Read(Written(read!)).Should().Be(read);
    });

    [Fact]
    public void A_reply_is_never_longer_than_the_shortest_request() => Properties.ForAll(Replies, reply =>
    {
        foreach (string text in new[] { reply.MessageOfTheDay, new string('x', 5000), string.Concat(Enumerable.Repeat("𝄞", 900)) })
        {
            byte[] written = Written(reply with { Name = text + "n", Version = text, KeyFingerprint = text, MessageOfTheDay = text });
            written.Length.Should().BeLessThanOrEqualTo(new DiscoveryRequest(1).ToBytes().Length);
        }
    });

    [Fact]
    public void No_bytes_throw() => Properties.ForAll(Datagrams, bytes =>
    {
        DiscoveryRequest.TryRead(bytes, out _);
        DiscoveryReply.Read(bytes);
    }, count: 3000);

    [Fact]
    public void Every_shortened_request_is_refused()
    {
        byte[] bytes = new DiscoveryRequest(7).ToBytes();
        for (int length = 0; length < bytes.Length; length++) DiscoveryRequest.TryRead(bytes.AsSpan(0, length), out _).Should().BeFalse();
        DiscoveryRequest.TryRead([.. bytes, 0, 0], out _).Should().BeTrue("padding may be longer");
    }

    [Fact]
    public void Every_reply_that_is_cut_within_a_field_is_refused()
    {
        byte[] bytes = Written(new DiscoveryReply { Name = "chat.a", Port = 5000, Version = "x-1", MessageOfTheDay = "hi" });
        DiscoveryReply.Read(bytes.AsSpan(0, bytes.Length - 1)).Should().BeNull();
        DiscoveryReply.Read(bytes.AsSpan(0, bytes.Length - 3)).Should().BeNull();
        DiscoveryReply.Read(bytes.AsSpan(0, bytes.Length - 4))!.MessageOfTheDay.Should().BeEmpty();
    }

    [Fact]
    public void Fields_of_later_versions_are_skipped_and_so_are_longer_numbers()
    {
        byte[] bytes = [.. "chs1"u8, 2, .. new byte[8], 200, 3, 1, 2, 3, 1, 1, (byte)'n', 2, 4, 0, 80, 9, 9, 201, 0, 3, 4, 0, 0, 0, 5];
        DiscoveryReply.Read(bytes).Should().Be(new DiscoveryReply { Name = "n", Port = 80, Users = 5 });
        byte[] request = new DiscoveryRequest(7).ToBytes();
        (request[13], request[14], request[15]) = (200, 1, (byte)'x');
        DiscoveryRequest.TryRead(request, out _).Should().BeTrue();
        request[^1] = 200; // behind the padding nothing means anything
        DiscoveryRequest.TryRead(request, out _).Should().BeTrue();
        (request[14], request[270], request[271]) = (255, 200, 255);
        DiscoveryRequest.TryRead(request, out _).Should().BeFalse("a field ends behind the datagram");
    }

    [Theory]
    [InlineData(new byte[] { 2, 2, 0, 80 })] // no name
    [InlineData(new byte[] { 1, 1, 110 })] // no port
    [InlineData(new byte[] { 1, 0, 2, 2, 0, 80 })] // an empty name
    [InlineData(new byte[] { 1, 1, 110, 2, 2, 0, 0 })] // port 0
    [InlineData(new byte[] { 1, 1, 110, 2, 1, 80 })] // a short number
    [InlineData(new byte[] { 1, 1, 0xFF, 2, 2, 0, 80 })] // not UTF-8
    [InlineData(new byte[] { 1, 1, 110, 2, 2, 0, 80, 7 })] // a type without a length
    [InlineData(new byte[] { 1, 1, 110, 2, 2, 0, 80, 7, 9, 65 })] // longer than the datagram
    public void What_is_no_reply_is_refused(byte[] fields) =>
        DiscoveryReply.Read([.. "chs1"u8, 2, .. new byte[8], .. fields]).Should().BeNull();

    [Fact]
    public void Requests_and_replies_are_not_mistaken_for_each_other()
    {
        DiscoveryReply.Read(new DiscoveryRequest(7).ToBytes()).Should().BeNull();
        byte[] padded = new byte[DiscoveryDatagram.Length];
        new DiscoveryReply { Name = "n", Port = 80 }.Write(padded);
        DiscoveryReply.Read(padded).Should().NotBeNull();
        DiscoveryRequest.TryRead(padded, out _).Should().BeFalse();
    }

    private static byte[] Written(DiscoveryReply reply)
    {
        byte[] buffer = new byte[DiscoveryDatagram.Length];
        return buffer[..reply.Write(buffer)];
    }

    private static string Clipped(string text, int bytes) =>
        System.Text.Encoding.UTF8.GetString(Utf8Text.Clip(System.Text.Encoding.UTF8.GetBytes(text), bytes));
}
