using System.Text;
using ChatSockets.Server.Importing.Logs;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Importing.Logs;

public sealed class LogLinesTests
{
    [Fact]
    public void Lines_end_with_LF_or_CR_LF() => Read("one\r\n\ntwo\n").Should().Equal("one", "", "two");

    [Fact]
    public void A_last_line_without_an_end_is_unfinished() => Read("one\ntw").Should().Equal("one", "unfinished");

    [Theory]
    [InlineData(LogLines.MaximumBytes, false)]
    [InlineData(LogLines.MaximumBytes + 1, true)]
    [InlineData((3 * LogLines.MaximumBytes) + 17, true)]
    [InlineData(10 << 20, true)]
    public void A_line_that_is_too_long_costs_only_itself(int length, bool isTooLong)
    {
        string text = new('x', length);
        Read($"one\n{text}\ntwo\n").Should().Equal("one", isTooLong ? "too long" : text, "two");
        Read($"{text}").Should().Equal(isTooLong ? "too long" : "unfinished");
    }

    [Fact]
    public void Lines_are_whole_wherever_a_piece_of_the_file_ends()
    {
        string[] lines = [.. Enumerable.Range(0, 5000).Select(i => new string((char)('a' + (i % 26)), i % 97))];
        Read(string.Concat(lines.Select(line => line + "\n")), piece: 7).Should().Equal(lines);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_read_as_Windows_1252()
    {
        LegacyText.Decode("grüße ☃"u8).Should().Be("grüße ☃");
        LegacyText.Decode([0x67, 0xFC, 0x80, 0x99]).Should().Be("gü€™");
        LegacyText.Decode([0xC3, 0xBC, 0xFF]).Should().Be("Ã¼ÿ");
    }

    private static List<string> Read(string text, int piece = int.MaxValue)
    {
        using var lines = new LogLines(new Pieces(Wire.Utf8(text), piece));
        var read = new List<string>();
        while (lines.TryRead(out ReadOnlySpan<byte> line))
        {
            read.Add(lines.IsTooLong ? "too long" : lines.IsUnfinished ? "unfinished" : Encoding.UTF8.GetString(line));
            lines.Number.Should().Be(read.Count);
        }
        lines.Position.Should().Be(text.Length);
        return read;
    }

    // A file that is read so many bytes at a time.
    private sealed class Pieces(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }
}
