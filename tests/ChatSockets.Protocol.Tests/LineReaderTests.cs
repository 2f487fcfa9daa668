using System.Text;

namespace ChatSockets.Protocol.Tests;

public sealed class LineReaderTests
{
    [Theory]
    [InlineData("PING a\n")]
    [InlineData("PING a\r\n")]
    [InlineData("PING a\r\r\n")] // what a CR LF becomes on a stream in text mode
    public void A_line_ends_with_LF_and_the_CRs_before_it_belong_to_the_end(string stream) =>
        Read(stream).Should().Equal((LineStatus.Ok, "PING a"));

    [Fact]
    public void Line_ends_may_change_from_line_to_line() =>
        Read("a\r\nb\nc\r\n\n\r\nd\n").Should().Equal(Ok("a"), Ok("b"), Ok("c"), Ok(""), Ok(""), Ok("d"));

    [Fact]
    public void A_line_without_its_end_is_no_line_yet()
    {
        var reader = new LineReader();
        Feed(reader, "PING a"u8).Should().BeEmpty();
        reader.HasPartialLine.Should().BeTrue();
        Feed(reader, "\r"u8).Should().BeEmpty();
        reader.HasPartialLine.Should().BeTrue();
        Feed(reader, "\n"u8).Should().Equal(Ok("PING a"));
        reader.HasPartialLine.Should().BeFalse();
    }

    [Fact]
    public void A_new_reader_has_no_line_and_room_for_bytes()
    {
        var reader = new LineReader();
        reader.TryRead(out _).Should().BeFalse();
        reader.HasPartialLine.Should().BeFalse();
        reader.GetSpan().Length.Should().BePositive();
    }

    public static TheoryData<string, int, int> Streams => new()
    {
        { "NICK a\r\nUSER a 0 * :Ann\r\nPING x\n\n\r\nQUIT\r\n", 512, 0 },
        { "@a=b;c :n!u@h PRIVMSG #r :gr\xC3\xBC\xC3\x9F dich \xF0\x9F\xA6\x9C\r\n@" + new string('t', 40) + " PING\nPING\n", 512, 32 },
        { "0123456789abcdef\r\n0123456789abcde\r\n@0123456 0123456789abcd\n@01234567 x\nnext\n", 16, 8 },
        { "a\0b\nc\rd\r\n\xFF\n\xE2\x82\nrest", 512, 0 },
    };

    [Theory]
    [MemberData(nameof(Streams))]
    public void A_stream_cut_anywhere_gives_the_same_lines(string stream, int lineLimit, int tagsLimit)
    {
        byte[] bytes = Bytes.Raw(stream);
        List<(LineStatus, string)> whole = Feed(new LineReader(tagsLimit, lineLimit), bytes);

        var single = new LineReader(tagsLimit, lineLimit);
        bytes.SelectMany(value => Feed(single, [value])).Should().Equal(whole);

        for (int first = 0; first <= bytes.Length; first++)
        {
            for (int second = first; second <= bytes.Length; second++)
            {
                var reader = new LineReader(tagsLimit, lineLimit);
                List<(LineStatus, string)> lines = Feed(reader, bytes.AsSpan(0, first));
                lines.AddRange(Feed(reader, bytes.AsSpan(first, second - first)));
                lines.AddRange(Feed(reader, bytes.AsSpan(second)));
                if (!lines.SequenceEqual(whole)) lines.Should().Equal(whole, "the stream was cut at {0} and {1}", first, second);
            }
        }
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_line_of_510_bytes_is_whole_and_one_more_is_too_long(string end)
    {
        Read(new string('x', 510) + end + "next\n").Should().Equal(Ok(new string('x', 510)), Ok("next"));
        Read(new string('x', 511) + end + "next\n").Should().Equal(TooLong, Ok("next"));
    }

    [Fact]
    public void A_line_that_is_too_long_is_reported_and_the_next_one_is_intact() =>
        Read("before\r\n" + new string('x', 20_000) + "\r\nafter\r\n").Should().Equal(Ok("before"), TooLong, Ok("after"));

    [Fact]
    public void Each_line_that_is_too_long_is_reported_once() =>
        Read(string.Concat(Enumerable.Repeat(new string('x', 9_000) + "\n", 3)) + "PING\n")
            .Should().Equal(TooLong, TooLong, TooLong, Ok("PING"));

    [Theory]
    [InlineData(WireLimits.TagsFromClient)]
    [InlineData(WireLimits.TagsFromServer)]
    [InlineData(100)]
    [InlineData(3)]
    public void Tags_may_fill_their_limit_and_not_a_byte_more(int limit)
    {
        string full = "@" + new string('t', limit - 2) + " ";
        string text = new('x', 510);
        Read(full + text + "\r\nnext\r\n", limit).Should().Equal(Ok(full + text), Ok("next"));
        Read(full + text + "x\r\nnext\r\n", limit).Should().Equal([TooLongWith(full), Ok("next")], "the tags can be read");
        Read("@t" + full[1..] + "PING\r\nnext\r\n", limit).Should().Equal(TooLong, Ok("next"));
        Read("@t" + full[1..^1] + "\r\nnext\r\n", limit).Should()
            .Equal([Ok("@t" + full[1..^1]), Ok("next")], "tags alone have no space to count");
        Read("@tt" + full[1..^1] + "\r\nnext\r\n", limit).Should().Equal(TooLong, Ok("next"));
    }

    [Theory]
    [InlineData(600)]
    [InlineData(50_000)]
    public void Of_a_line_that_is_too_long_the_tags_are_left(int length)
    {
        string rest = "PRIVMSG #a :" + new string('x', length) + "\r\nnext\r\n";
        Read("@label=a " + rest).Should().Equal(TooLongWith("@label=a "), Ok("next"));
        Read("@label=\u00FF " + rest).Should().Equal([TooLong, Ok("next")], "what is no text cannot be quoted");
        Read("@label=\0 " + rest).Should().Equal(TooLong, Ok("next"));
        Read("@label=a " + rest + rest).Should().Equal(TooLongWith("@label=a "), Ok("next"), TooLong, Ok("next"));
    }

    [Fact]
    public void Only_an_at_sign_in_the_first_place_begins_tags()
    {
        Read(":s @" + new string('t', 600) + " PING\n").Should().Equal(TooLong);
        Read(" @" + new string('t', 600) + " PING\n").Should().Equal(TooLong);
    }

    [Fact]
    public void Without_a_limit_for_tags_an_at_sign_is_a_byte_of_the_line()
    {
        string line = "@" + new string('t', 500) + " PING abc";
        Read(line + "\n", tagsLimit: 0).Should().Equal(Ok(line));
        Read(line + "d\n", tagsLimit: 0).Should().Equal(TooLong);
    }

    [Fact]
    public void Ten_megabytes_without_a_line_end_are_one_finding_and_no_memory()
    {
        var reader = new LineReader();
        byte[] chunk = new byte[64 * 1024];
        chunk.AsSpan().Fill((byte)'x');
        Feed(reader, chunk).Should().BeEmpty();

        long before = GC.GetAllocatedBytesForCurrentThread();
        bool found = false;
        for (int fed = 0; fed < 10_000_000; fed += chunk.Length) found |= Swallow(reader, chunk);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        found.Should().BeFalse();
        allocated.Should().BeLessThan(1024);
        reader.HasPartialLine.Should().BeTrue();
        Feed(reader, "\r\nPING\r\n"u8).Should().Equal(TooLong, Ok("PING"));
        reader.HasPartialLine.Should().BeFalse();
        reader.GetSpan().Length.Should().BeLessThanOrEqualTo(WireLimits.Message);
    }

    [Fact]
    public void The_buffer_starts_small_and_grows_no_further_than_the_largest_message()
    {
        var reader = new LineReader();
        reader.GetSpan().Length.Should().BeLessThanOrEqualTo(1024);
        string largest = "@" + new string('t', WireLimits.TagsFromServer - 2) + " " + new string('x', 510);
        Feed(reader, Bytes.Raw(largest + "\r\n")).Should().Equal(Ok(largest));
        reader.GetSpan().Length.Should().Be(WireLimits.Message);
        Feed(reader, new byte[100_000]).Should().BeEmpty();
        reader.GetSpan().Length.Should().BeLessThanOrEqualTo(WireLimits.Message);
    }

    [Fact]
    public void A_peer_that_fills_the_buffer_with_short_lines_gets_a_larger_one()
    {
        var reader = new LineReader();
        for (int i = 0; i < 20; i++)
        {
            Span<byte> room = reader.GetSpan();
            room.Fill((byte)'\n');
            reader.Advance(room.Length);
            while (reader.TryRead(out Line line)) line.Status.Should().Be(LineStatus.Ok);
        }
        reader.GetSpan().Length.Should().Be(WireLimits.Message);
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\0")]
    [InlineData("a\rb")]
    [InlineData("\ra")]
    [InlineData("\0\r\xFF")]
    public void NUL_and_a_CR_inside_are_forbidden(string line) =>
        Read(line + "\r\nnext\r\n").Should().Equal((LineStatus.ForbiddenByte, line), Ok("next"));

    [Fact]
    public void A_bad_byte_is_found_wherever_it_stands()
    {
        const string good = "PRIVMSG #room :nine bytes";
        for (int i = 0; i <= good.Length; i++)
        {
            foreach (string bad in new[] { "\xFF", "\xC3", "\x80", "\xC0\xAF", "\xED\xA0\x80", "\xE2\x82",
                "\xF5\x80\x80\x80", "\xF0\x9F\xA6" })
            {
                string line = good[..i] + bad + good[i..];
                Read(line + "\r\nnext\r\n").Should().Equal([(LineStatus.NotUtf8, line), Ok("next")], "{0} bytes stand before it", i);
            }
        }
    }

    [Theory]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("🦜")]
    public void A_character_that_the_line_end_cuts_short_is_no_UTF8_and_the_whole_one_is(string character)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(character);
        for (int length = 1; length < bytes.Length; length++)
        {
            string line = "hi " + Bytes.Raw(bytes.AsSpan(0, length));
            Read(line + "\r\n").Should().Equal((LineStatus.NotUtf8, line));
        }
        Feed(new LineReader(), [.. bytes, .. "\n"u8]).Should().Equal(Ok(Bytes.Raw(bytes)));
    }

    [Fact]
    public void Whatever_comes_in_every_LF_ends_one_line_and_the_bytes_are_those_that_were_sent() =>
        Properties.ForAll(Properties.WireBytes, stream =>
        {
            List<(LineStatus, string)> expected = Model(stream, tagsLimit: 8, lineLimit: 12);
            Feed(new LineReader(8, 12), stream).Should().Equal(expected);
            var single = new LineReader(8, 12);
            stream.SelectMany(value => Feed(single, [value])).Should().Equal(expected);
        });

    [Fact]
    public void Long_streams_of_any_bytes_in_pieces_of_any_size_give_what_the_whole_gives()
    {
        var random = new Random(20);
        byte[] stream = new byte[300_000];
        random.NextBytes(stream);
        // A line end in 256 bytes is chance; here and there a stretch without one is longer than the buffer.
        for (int at = 0; at < stream.Length; at += random.Next(30_000))
        {
            stream.AsSpan(at, Math.Min(12_000, stream.Length - at)).Replace((byte)'\n', (byte)'@');
        }

        List<(LineStatus Status, string)> expected = Model(stream, WireLimits.TagsFromServer, WireLimits.Line);
        expected.Should().Contain(line => line.Status == LineStatus.TooLong).And.Contain(line => line.Status == LineStatus.NotUtf8);
        for (int round = 0; round < 10; round++)
        {
            var reader = new LineReader();
            var lines = new List<(LineStatus, string)>();
            for (int at = 0, length; at < stream.Length; at += length)
            {
                length = Math.Min(1 + random.Next(round * 1000), stream.Length - at);
                lines.AddRange(Feed(reader, stream.AsSpan(at, length)));
            }
            lines.SequenceEqual(expected).Should().BeTrue();
        }
    }

    [Fact]
    public void More_bytes_than_there_was_room_for_are_a_mistake_of_the_caller()
    {
        var reader = new LineReader();
        int room = reader.GetSpan().Length;
        FluentActions.Invoking(() => reader.Advance(room + 1)).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => reader.Advance(-1)).Should().Throw<ArgumentOutOfRangeException>();
        reader.Advance(room);
    }

    [Theory]
    [InlineData(-1, 512)]
    [InlineData(0, 2)]
    public void Limits_that_no_line_could_keep_are_refused(int tagsLimit, int lineLimit) =>
        FluentActions.Invoking(() => new LineReader(tagsLimit, lineLimit)).Should().Throw<ArgumentOutOfRangeException>();

    private static (LineStatus Status, string Bytes) TooLong => (LineStatus.TooLong, "");

    private static (LineStatus Status, string Bytes) TooLongWith(string tags) => (LineStatus.TooLong, tags);

    private static (LineStatus Status, string Bytes) Ok(string line) => (LineStatus.Ok, line);

    private static List<(LineStatus Status, string Bytes)> Read(string stream, int tagsLimit = WireLimits.TagsFromServer) =>
        Feed(new LineReader(tagsLimit), Bytes.Raw(stream));

    private static List<(LineStatus Status, string Bytes)> Feed(LineReader reader, ReadOnlySpan<byte> bytes)
    {
        var lines = new List<(LineStatus, string)>();
        while (!bytes.IsEmpty)
        {
            Put(reader, ref bytes);
            while (reader.TryRead(out Line line)) lines.Add((line.Status, Bytes.Raw(line.Bytes)));
        }
        return lines;
    }

    private static bool Swallow(LineReader reader, ReadOnlySpan<byte> bytes)
    {
        bool found = false;
        while (!bytes.IsEmpty)
        {
            Put(reader, ref bytes);
            while (reader.TryRead(out _)) found = true;
        }
        return found;
    }

    private static void Put(LineReader reader, ref ReadOnlySpan<byte> bytes)
    {
        Span<byte> room = reader.GetSpan();
        if (room.IsEmpty) throw new InvalidOperationException("The reader has no room although every line was taken.");
        int length = Math.Min(room.Length, bytes.Length);
        bytes[..length].CopyTo(room);
        reader.Advance(length);
        bytes = bytes[length..];
    }

    private static string ReadableTags(string line, int tagsLimit)
    {
        int space = line.IndexOf(' ', StringComparison.Ordinal);
        string tags = line.StartsWith('@') && space > 0 ? line[..(space + 1)] : "";
        return tags.Length <= tagsLimit && IsUtf8(tags) && !tags.Any(letter => letter is '\0' or '\r') ? tags : "";
    }

    /// <summary>The same findings by the plainest means: the whole stream at hand, one line after the other.</summary>
    private static List<(LineStatus Status, string Bytes)> Model(byte[] stream, int tagsLimit, int lineLimit)
    {
        string[] pieces = Bytes.Raw(stream).Split('\n');
        var lines = new List<(LineStatus, string)>();
        foreach (string piece in pieces[..^1])
        {
            string line = piece.TrimEnd('\r');
            int tags = line.StartsWith('@') ? line.Split(' ')[0].Length : 0;
            if (tags > 0 && tags < line.Length) tags++;
            if (tags > tagsLimit || line.Length - tags > lineLimit - 2) lines.Add(TooLongWith(ReadableTags(line, tagsLimit)));
            else if (line.Any(letter => letter is '\0' or '\r')) lines.Add((LineStatus.ForbiddenByte, line));
            else lines.Add((IsUtf8(line) ? LineStatus.Ok : LineStatus.NotUtf8, line));
        }
        return lines;
    }

    private static bool IsUtf8(string raw) => Bytes.Utf8(Bytes.Text(Bytes.Raw(raw))).AsSpan().SequenceEqual(Bytes.Raw(raw));
}
