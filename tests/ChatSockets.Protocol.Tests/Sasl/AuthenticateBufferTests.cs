using ChatSockets.Protocol.Sasl;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class AuthenticateBufferTests
{
    [Fact]
    public void A_short_message_is_one_piece()
    {
        var buffer = new AuthenticateBuffer();
        buffer.Append("amlsbGVzAGppbGxlcwBzZXNhbWU="u8, out byte[] message).Should().Be(AuthenticateResult.Complete);
        Bytes.Text(message).Should().Be("jilles\0jilles\0sesame");
    }

    [Fact]
    public void A_plus_is_the_empty_message()
    {
        var buffer = new AuthenticateBuffer();
        buffer.Append("+"u8, out byte[] message).Should().Be(AuthenticateResult.Complete);
        message.Should().BeEmpty();
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 4)]
    [InlineData(297, 396)]
    [InlineData(298, 400, 0)] // a full piece is followed by another, if only by "+"
    [InlineData(300, 400, 0)]
    [InlineData(301, 400, 4)]
    [InlineData(600, 400, 400, 0)]
    [InlineData(700, 400, 400, 136)]
    public void A_message_is_cut_and_gathered_again(int length, params int[] pieces)
    {
        byte[] message = new byte[length];
        new Random(length).NextBytes(message);
        IReadOnlyList<byte[]> cut = AuthenticateBuffer.Cut(message);
        cut.Select(piece => Bytes.Text(piece) == "+" ? 0 : piece.Length).Should().Equal(pieces);

        var buffer = new AuthenticateBuffer();
        foreach (byte[] piece in cut.SkipLast(1))
        {
            buffer.Append(piece, out byte[] nothing).Should().Be(AuthenticateResult.Incomplete);
            nothing.Should().BeEmpty();
        }
        buffer.Append(cut[^1], out byte[] gathered).Should().Be(AuthenticateResult.Complete);
        gathered.Should().Equal(message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("=")]
    [InlineData("a")]
    [InlineData("YQ")] // no padding
    [InlineData("YQ=")]
    [InlineData("YR==")] // bits in the padding
    [InlineData("YQ===")]
    [InlineData("Y Q==")]
    [InlineData("YQ==\n")]
    [InlineData("YQ==YQ==")]
    [InlineData("++")]
    [InlineData("_-==")]
    [InlineData("YQé=")]
    public void What_is_no_base64_is_invalid(string piece)
    {
        var buffer = new AuthenticateBuffer();
        buffer.Append(Bytes.Utf8(piece), out byte[] message).Should().Be(AuthenticateResult.Invalid);
        message.Should().BeEmpty();
    }

    [Fact]
    public void A_piece_has_400_bytes_at_the_most() =>
        new AuthenticateBuffer().Append(Piece(404), out _).Should().Be(AuthenticateResult.TooLong);

    [Fact]
    public void All_pieces_have_4096_bytes_at_the_most()
    {
        var buffer = new AuthenticateBuffer();
        for (int i = 0; i < 10; i++) buffer.Append(Piece(400), out _).Should().Be(AuthenticateResult.Incomplete);
        buffer.Append(Piece(96), out byte[] message).Should().Be(AuthenticateResult.Complete);
        message.Should().HaveCount(4096 / 4 * 3);

        for (int i = 0; i < 10; i++) buffer.Append(Piece(400), out _).Should().Be(AuthenticateResult.Incomplete);
        buffer.Append(Piece(100), out message).Should().Be(AuthenticateResult.TooLong);
        message.Should().BeEmpty();
    }

    [Fact]
    public void After_a_message_or_an_error_a_new_one_begins()
    {
        var buffer = new AuthenticateBuffer(800);
        foreach (byte[] end in new[] { "YQ=="u8.ToArray(), "+"u8.ToArray(), "*"u8.ToArray(), Piece(500) })
        {
            buffer.Append(Piece(400), out _).Should().Be(AuthenticateResult.Incomplete);
            buffer.Append(end, out _).Should().NotBe(AuthenticateResult.Incomplete);
            buffer.Append("YWJj"u8, out byte[] message).Should().Be(AuthenticateResult.Complete);
            Bytes.Text(message).Should().Be("abc");
        }
    }

    [Fact]
    public void Bytes_go_round() => Properties.ForAll(Properties.BytesOf(Properties.WireByte, 0, 1500), bytes =>
    {
        var buffer = new AuthenticateBuffer();
        byte[] message = [];
        foreach (byte[] piece in AuthenticateBuffer.Cut(bytes)) buffer.Append(piece, out message);
        message.Should().Equal(bytes);
    });

    private static byte[] Piece(int length) => [.. Enumerable.Repeat((byte)'A', length)];
}
