using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class MessageWriterTests
{
    private delegate void Writing(ref MessageWriter writer);

    [Fact]
    public void A_message_has_exactly_these_bytes()
    {
        Write((ref MessageWriter writer) =>
        {
            writer.Tag("time"u8, "2026-01-02T03:04:05.678Z"u8);
            writer.Tag("+note"u8, "a; b\\c"u8);
            writer.EscapedTag("msgid"u8, "x\\:y"u8);
            writer.Tag("empty"u8, default);
            writer.Source("ann"u8, "~a"u8, "host.example"u8);
            writer.Verb(Verbs.Privmsg);
            writer.Parameter("#room"u8);
            writer.Trailing("Grüße, 🦜 "u8);
        }).Should()
            .Be("@time=2026-01-02T03:04:05.678Z;+note=a\\:\\sb\\\\c;msgid=x\\:y;empty :ann!~a@host.example PRIVMSG #room :Grüße, 🦜 \r\n");
    }

    [Fact]
    public void A_verb_alone_is_a_message() => Write((ref MessageWriter writer) => writer.Verb("QUIT"u8)).Should().Be("QUIT\r\n");

    [Fact]
    public void A_source_may_be_one_part() =>
        Write((ref MessageWriter writer) =>
        {
            writer.Source("irc.example.com"u8);
            writer.Verb(Numeric.RPL_WELCOME);
            writer.Parameter("ann");
            writer.Parameter(-42);
            writer.Trailing("");
        }).Should().Be(":irc.example.com 001 ann -42 :\r\n");

    [Theory]
    [InlineData(Numeric.RPL_WELCOME, "001\r\n")]
    [InlineData(Numeric.RPL_MYINFO, "004\r\n")]
    [InlineData(Numeric.RPL_NAMREPLY, "353\r\n")]
    [InlineData(Numeric.RPL_LOGGEDIN, "900\r\n")]
    [InlineData((Numeric)999, "999\r\n")]
    public void A_numeric_has_three_digits(Numeric numeric, string expected) =>
        Write((ref MessageWriter writer) => writer.Verb(numeric)).Should().Be(expected);

    [Theory]
    [InlineData(0, " 0")]
    [InlineData(1735787045, " 1735787045")]
    [InlineData(long.MaxValue, " 9223372036854775807")]
    [InlineData(long.MinValue, " -9223372036854775808")]
    public void A_number_is_a_parameter(long value, string expected) =>
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(value); }).Should().Be("X" + expected + "\r\n");

    [Theory]
    [InlineData("", "*")]
    [InlineData(":", "*")]
    [InlineData(":a", "*")]
    [InlineData("a b", "*")]
    [InlineData(" ", "*")]
    [InlineData("a:b", "a:b")]
    [InlineData("*", "*")]
    [InlineData("@a", "@a")]
    public void What_cannot_stand_in_the_middle_is_an_asterisk(string value, string written)
    {
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(value); }).Should().Be("X " + written + "\r\n");
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(Bytes.Utf8(value)); }).Should()
            .Be("X " + written + "\r\n");
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing(value); }).Should().Be("X :" + value + "\r\n");
    }

    public static TheoryData<string, string> ForbiddenParts
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (string part in new[]
            {
                "tag key", "tag value", "escaped tag key", "escaped tag value", "source", "nickname", "user", "host", "verb",
            })
            {
                foreach (string value in new[] { "a\rb", "a\nb", "a\0b", "\r", "\n", "\0", "a\r\nQUIT" })
                {
                    if (part == "tag value" && !value.Contains('\0', StringComparison.Ordinal)) continue; // is escaped
                    data.Add(part, value);
                }
            }
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(ForbiddenParts))]
    public void Nothing_that_would_smuggle_in_a_second_message_is_written(string part, string value)
    {
        byte[] bytes = Bytes.Utf8(value);
        Writing write = part switch
        {
            "tag key" => (ref MessageWriter writer) => writer.Tag(bytes, "v"u8),
            "tag value" => (ref MessageWriter writer) => writer.Tag("k"u8, bytes),
            "escaped tag key" => (ref MessageWriter writer) => writer.EscapedTag(bytes, "v"u8),
            "escaped tag value" => (ref MessageWriter writer) => writer.EscapedTag("k"u8, bytes),
            "source" => (ref MessageWriter writer) => writer.Source(bytes),
            "nickname" => (ref MessageWriter writer) => writer.Source(bytes, "u"u8, "h"u8),
            "user" => (ref MessageWriter writer) => writer.Source("n"u8, bytes, "h"u8),
            "host" => (ref MessageWriter writer) => writer.Source("n"u8, "u"u8, bytes),
            "verb" => (ref MessageWriter writer) => writer.Verb(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(part)),
        };
        FluentActions.Invoking(() => Write(write)).Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("an error:\nline two", "an error: line two")]
    [InlineData("a\r\nQUIT :b\0", "a  QUIT :b ")]
    [InlineData("\n", " ")]
    public void A_text_never_throws_for_what_stands_in_it(string text, string written)
    {
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing(text); }).Should().Be($"X :{written}\r\n");
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing(Bytes.Utf8(text)); }).Should().Be($"X :{written}\r\n");
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing(new string('x', 600) + text); }).Should().HaveLength(512);
    }

    // Not a row of the theory above: an attribute cannot hold half a character.
    [Fact]
    public void Half_a_character_in_a_text_is_replaced() =>
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing("\ud800"); }).Should().Be("X :\ufffd\r\n");

    [Theory]
    [InlineData("a\rb")]
    [InlineData("a\nb")]
    [InlineData("\0")]
    public void A_parameter_that_would_end_the_line_is_an_asterisk(string value)
    {
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(value); }).Should().Be("X *\r\n");
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(Bytes.Utf8(value)); }).Should().Be("X *\r\n");
    }

    [Fact]
    public void A_long_text_is_cut_at_512_bytes() =>
        Write((ref MessageWriter writer) => { writer.Verb("PRIVMSG"u8); writer.Parameter("#r"u8); writer.Trailing(new string('x', 1000)); })
            .Should().Be("PRIVMSG #r :" + new string('x', 512 - "PRIVMSG #r :\r\n".Length) + "\r\n");

    [Fact]
    public void A_text_that_just_fits_is_not_cut()
    {
        string text = new('x', 512 - "X :\r\n".Length);
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing(text); }).Should()
            .Be("X :" + text + "\r\n").And.HaveLength(512);
    }

    [Theory]
    [InlineData("é")]
    [InlineData("€")]
    [InlineData("🦜")]
    public void No_character_is_cut_in_two(string character)
    {
        for (int shift = 0; shift < 5; shift++)
        {
            string text = new string('x', shift) + string.Concat(Enumerable.Repeat(character, 300));
            byte[] buffer = new byte[WireLimits.Line];
            var writer = new MessageWriter(buffer);
            writer.Verb("X"u8);
            writer.Trailing(text);
            int length = writer.End();

            length.Should().BeInRange(513 - Encoding.UTF8.GetByteCount(character), 512);
            string written = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer, 0, length);
            ("X :" + text).Should().StartWith(written[..^2]);
        }
    }

    [Fact]
    public void Tags_take_nothing_from_the_line()
    {
        string value = new('v', 4000);
        string written = Write((ref MessageWriter writer) =>
        {
            writer.Tag("k"u8, Bytes.Utf8(value));
            writer.Verb("X"u8);
            writer.Trailing(new string('x', 1000));
        });
        written.Should().Be("@k=" + value + " X :" + new string('x', 512 - "X :\r\n".Length) + "\r\n");
    }

    [Fact]
    public void Tags_may_fill_their_limit_and_one_that_does_not_fit_is_left_out()
    {
        byte[] fits = new byte[WireLimits.TagsFromServer - "@k= ".Length];
        fits.AsSpan().Fill((byte)'v');
        Write((ref MessageWriter writer) => { writer.Tag("k"u8, fits); writer.Tag("b"u8, default); writer.Verb("X"u8); })
            .Should().Be("@k=" + Bytes.Text(fits) + " X\r\n");
        Write((ref MessageWriter writer) => { writer.Tag("k"u8, [.. fits, (byte)'v']); writer.Tag("b"u8, "1"u8); writer.Verb("X"u8); })
            .Should().Be("@b=1 X\r\n");
        Write((ref MessageWriter writer) => { writer.Tag("kk"u8, fits); writer.Verb("X"u8); }).Should().Be("X\r\n");
    }

    [Fact]
    public void A_value_counts_as_it_is_escaped()
    {
        byte[] spaces = new byte[(WireLimits.TagsFromServer / 2) - 1];
        spaces.AsSpan().Fill((byte)' ');
        Write((ref MessageWriter writer) => { writer.Tag("k"u8, spaces); writer.Verb("X"u8); }).Should().Be("X\r\n");
        Write((ref MessageWriter writer) => { writer.Tag("k"u8, spaces.AsSpan(1)); writer.Verb("X"u8); }).Should().StartWith("@k=\\s\\s");
    }

    [Theory]
    [InlineData(WireLimits.Line, "X\r\n")]
    [InlineData(WireLimits.Line + 4, "X\r\n")]
    [InlineData(WireLimits.Line + 5, "@a=1 X\r\n")]
    [InlineData(WireLimits.Line + 8, "@a=1 X\r\n")]
    [InlineData(WireLimits.Line + 9, "@a=1;b=2 X\r\n")]
    public void A_span_with_no_room_beside_the_line_has_no_room_for_tags(int size, string expected) =>
        Write((ref MessageWriter writer) => { writer.Tag("a"u8, "1"u8); writer.Tag("b"u8, "2"u8); writer.Verb("X"u8); }, size)
            .Should().Be(expected);

    [Fact]
    public void What_remains_is_said()
    {
        var writer = new MessageWriter(new byte[WireLimits.Message]);
        writer.Tag("k"u8, "v"u8);
        writer.Verb("X"u8);
        writer.Remaining.Should().Be(510 - 1);
        writer.Parameter("abc");
        writer.Remaining.Should().Be(510 - 1 - 4);
        writer.Trailing(new string('x', writer.Remaining - 2));
        writer.Remaining.Should().Be(0);
        writer.End().Should().Be("@k=v ".Length + 512);
    }

    [Fact]
    public void What_does_not_fit_at_all_is_left_out()
    {
        string filler = new('x', 512 - "X :\r\n".Length);
        string full = "X " + filler + "x\r\n";
        Write((ref MessageWriter writer) =>
            { writer.Verb("X"u8); writer.Parameter(filler + "x"); writer.Parameter("y"); writer.Trailing("z"); })
            .Should().Be(full);
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Parameter(filler); writer.Parameter("y"); writer.Trailing("z"); })
            .Should().Be("X " + filler + "\r\n");
    }

    [Fact]
    public void Nothing_takes_the_place_of_a_parameter_that_was_cut()
    {
        // Three bytes are left: the parrot needs five with its space, and the y must not be taken for it.
        string filler = new('x', 505);
        string few = filler[2..];
        Write((ref MessageWriter writer) => { Begin(ref writer, filler, "🦜"); writer.Parameter("y"); writer.Trailing("z"); })
            .Should().Be("X " + filler + "\r\n");
        Write((ref MessageWriter writer) => { Begin(ref writer, few + "🦜🦜"); writer.Parameter("y"); writer.Trailing("z"); })
            .Should().Be("X " + few + "🦜\r\n");

        static void Begin(ref MessageWriter writer, params string[] parameters)
        {
            writer.Verb("X"u8);
            foreach (string parameter in parameters) writer.Parameter(parameter);
        }
    }

    [Theory]
    [InlineData(600, 1, 1)]
    [InlineData(1, 600, 1)]
    [InlineData(1, 1, 600)]
    [InlineData(600, 600, 600)]
    [InlineData(200, 200, 200)]
    [InlineData(505, 1, 1)]
    [InlineData(508, 0, 0)]
    [InlineData(0, 0, 100_000)]
    public void A_source_leaves_room_for_the_verb_however_long_it_is(int nickname, int user, int host)
    {
        string written = Write(
            (ref MessageWriter writer) =>
            {
                writer.Source(Of('n', nickname), Of('u', user), Of('h', host));
                writer.Verb("AUTHENTICATE"u8);
                writer.Parameter("x"u8);
            },
            WireLimits.Line);
        written.Length.Should().BeLessThanOrEqualTo(512);
        MessageParser.TryParse(Bytes.Utf8(written[..^2]), out Message message).Should().BeTrue();
        Bytes.Text(message.Verb).Should().Be("AUTHENTICATE");
        (new string('n', nickname) + "!" + new string('u', user) + "@" + new string('h', host)).Should()
            .StartWith(Bytes.Text(message.Source));

        static byte[] Of(char letter, int count) => Bytes.Utf8(new string(letter, count));
    }

    [Theory]
    [InlineData(490)]
    [InlineData(509)]
    [InlineData(510)]
    [InlineData(511)]
    [InlineData(100_000)]
    public void A_source_in_one_part_leaves_that_room_too(int length)
    {
        string source = new('s', length);
        string written = Write(
            (ref MessageWriter writer) =>
                { writer.Source(Bytes.Utf8(source)); writer.Verb(Numeric.ERR_UNKNOWNCOMMAND); writer.Trailing("x"u8); },
            WireLimits.Line);
        MessageParser.TryParse(Bytes.Utf8(written[..^2]), out Message message).Should().BeTrue();
        message.Numeric.Should().Be(Numeric.ERR_UNKNOWNCOMMAND);
        source.Should().StartWith(Bytes.Text(message.Source));
    }

    [Fact]
    public void A_verb_that_is_longer_than_any_is_cut()
    {
        Write((ref MessageWriter writer) => { writer.Verb(Bytes.Utf8(new string('V', 600))); writer.Trailing("x"u8); }, WireLimits.Line)
            .Should().Be(new string('V', 510) + "\r\n");
    }

    [Fact]
    public void Half_a_surrogate_pair_becomes_the_replacement_character() =>
        Write((ref MessageWriter writer) => { writer.Verb("X"u8); writer.Trailing("a\uD83Eb"); }).Should().Be("X :a\uFFFDb\r\n");

    [Fact]
    public void Whatever_is_written_a_line_never_exceeds_512_bytes_and_says_what_was_meant()
    {
        Gen<string> word = Properties.LineText.Select(text => text.Replace(" ", "", StringComparison.Ordinal).TrimStart(':'));
        Gen<string> text = Gen.Choose(0, 200)
            .SelectMany(times => Properties.LineText.Select(part => string.Concat(Enumerable.Repeat(part, times))));
        Gen<string> longWord = text.Select(part => part.Replace(" ", "", StringComparison.Ordinal).TrimStart(':'));
        Gen<string> any = Gen.Frequency((4, word), (1, longWord)).Select(part => part.Length == 0 ? "e" : part);
        var messages =
            from tags in Gen.ArrayOf(text)
            from source in Gen.ArrayOf(any, 3)
            from parts in Gen.Choose(0, 2)
            from parameters in Gen.ArrayOf(any)
            from trailing in text
            from size in Gen.Elements(WireLimits.Line, WireLimits.Line + 100, WireLimits.Message, 20_000)
            select (Tags: tags, Source: source, Parts: parts, Parameters: parameters, Trailing: trailing, Size: size);

        Properties.ForAll(messages, sent =>
        {
            byte[] buffer = new byte[sent.Size];
            var writer = new MessageWriter(buffer);
            foreach (string tag in sent.Tags) writer.Tag("key"u8, Bytes.Utf8(tag));
            if (sent.Parts == 1) writer.Source(Bytes.Utf8(sent.Source[0]));
            if (sent.Parts == 2) writer.Source(Bytes.Utf8(sent.Source[0]), Bytes.Utf8(sent.Source[1]), Bytes.Utf8(sent.Source[2]));
            writer.Verb(Verbs.Privmsg);
            foreach (string parameter in sent.Parameters) writer.Parameter(parameter);
            writer.Trailing(sent.Trailing);
            int length = writer.End();

            byte[] line = ReadOne(buffer.AsSpan(0, length));
            MessageParser.TryParse(line, out Message message).Should().BeTrue();
            message.Is(Verbs.Privmsg).Should().BeTrue();
            string[] meant = [.. sent.Parameters, sent.Trailing];
            string[] read = MessageTests.Parameters(message);
            read.Length.Should().BeLessThanOrEqualTo(meant.Length);
            for (int i = 0; i < read.Length - 1; i++) read[i].Should().Be(meant[i]);
            if (read.Length > 0) meant[read.Length - 1].Should().StartWith(read[^1]);
        }, count: 1000);
    }

    private static byte[] ReadOne(ReadOnlySpan<byte> stream)
    {
        var reader = new LineReader();
        while (!stream.IsEmpty)
        {
            Span<byte> room = reader.GetSpan();
            int length = Math.Min(room.Length, stream.Length);
            stream[..length].CopyTo(room);
            reader.Advance(length);
            stream = stream[length..];
            if (!reader.TryRead(out Line line)) continue;
            line.Status.Should().Be(LineStatus.Ok);
            stream.IsEmpty.Should().BeTrue();
            return line.Bytes.ToArray();
        }
        throw new InvalidOperationException("The message has no end.");
    }

    private static string Write(Writing write, int size = WireLimits.Message)
    {
        byte[] buffer = new byte[size];
        var writer = new MessageWriter(buffer);
        write(ref writer);
        return Bytes.Text(buffer.AsSpan(0, writer.End()));
    }
}
