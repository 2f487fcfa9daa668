namespace ChatSockets.Protocol.Tests;

public sealed class MessageTagsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain", "plain")]
    [InlineData("; \\\r\n", "\\:\\s\\\\\\r\\n")]
    [InlineData("raw+:=,escaped; \\", "raw+:=,escaped\\:\\s\\\\")]
    [InlineData("\\s", "\\\\s")]
    [InlineData("\\\\", "\\\\\\\\")]
    [InlineData("ünï€🦜", "ünï€🦜")]
    public void A_value_is_escaped_and_comes_back(string value, string escaped)
    {
        Escape(Bytes.Utf8(value)).Should().Equal(Bytes.Utf8(escaped));
        Unescape(Bytes.Utf8(escaped)).Should().Equal(Bytes.Utf8(value));
    }

    [Theory]
    [InlineData("test\\", "test")]
    [InlineData("\\", "")]
    [InlineData("test\\\\\\", "test\\")]
    [InlineData("a\\bc", "abc")]
    [InlineData("\\S\\R\\N\\;\\=", "SRN;=")]
    [InlineData("\\é", "é")]
    public void A_backslash_that_escapes_nothing_is_left_out(string escaped, string value) =>
        Unescape(Bytes.Utf8(escaped)).Should().Equal(Bytes.Utf8(value));

    [Fact]
    public void Every_value_survives_its_escaping() =>
        Properties.ForAll(Properties.WireBytes, value =>
        {
            byte[] escaped = Escape(value);
            Unescape(escaped).Should().Equal(value);
            escaped.Should().NotContain([(byte)';', (byte)' ', (byte)'\r', (byte)'\n']);
        }, count: 1000);

    [Fact]
    public void Any_bytes_can_be_unescaped() =>
        Properties.ForAll(Properties.WireBytes,
            escaped => Unescape(escaped).Length.Should().BeLessThanOrEqualTo(escaped.Length), count: 1000);

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a=")]
    [InlineData("a=", "a=")]
    [InlineData("a=b", "a=b")]
    [InlineData("a=b=c", "a=b=c")]
    [InlineData("a;b;c", "a=|b=|c=")]
    [InlineData(";;a;;b=1;", "a=|b=1")]
    [InlineData("=x;=;a=1", "a=1")]
    [InlineData("+a=1;example.com/b=2;+example.com/c", "+a=1|example.com/b=2|+example.com/c=")]
    [InlineData("a=1;a=2", "a=1|a=2")]
    public void Tags_are_walked_in_the_order_of_the_wire(string raw, string expected) =>
        string.Join('|', Tags(new MessageTags(Bytes.Utf8(raw)))).Should().Be(expected);

    [Fact]
    public void Of_a_tag_that_is_sent_twice_the_last_one_counts()
    {
        var tags = new MessageTags("a=1;b=2;a=3"u8);
        tags.Get("a"u8).Should().Be("3");
        new MessageTags("a=1;a"u8).Get("a"u8).Should().BeEmpty();
    }

    [Fact]
    public void A_tag_without_a_value_is_there_and_empty()
    {
        var tags = new MessageTags("a;b="u8);
        tags.TryGet("a"u8, out ReadOnlySpan<byte> a).Should().BeTrue();
        a.IsEmpty.Should().BeTrue();
        tags.Get("a"u8).Should().BeEmpty();
        tags.Get("b"u8).Should().BeEmpty();
    }

    [Theory]
    [InlineData("b")]
    [InlineData("A")] // keys are opaque, and so is their case
    [InlineData("a/b")]
    [InlineData("")]
    [InlineData("client")] // without its plus sign it is another tag
    public void A_tag_that_was_not_sent_is_not_found(string key)
    {
        var tags = new MessageTags("a=1;+client=2"u8);
        tags.TryGet(Bytes.Utf8(key), out ReadOnlySpan<byte> value).Should().BeFalse();
        value.IsEmpty.Should().BeTrue();
        tags.Get(Bytes.Utf8(key)).Should().BeNull();
    }

    [Fact]
    public void A_value_is_read_as_text_however_long_it_is()
    {
        foreach (int length in new[] { 0, 255, 256, 257, 4000 })
        {
            string value = string.Concat(Enumerable.Repeat("é ", length));
            var tags = new MessageTags([.. "k="u8, .. Escape(Bytes.Utf8(value))]);
            tags.Get("k"u8).Should().Be(value);
        }
    }

    [Theory]
    [InlineData("+typing", true)]
    [InlineData("+example.com/x", true)]
    [InlineData("time", false)]
    [InlineData("+", false)]
    public void A_plus_sign_makes_a_tag_the_clients(string key, bool expected) =>
        new MessageTag(Bytes.Utf8(key), default).IsClientOnly.Should().Be(expected);

    [Fact]
    public void No_tags_are_empty()
    {
        new MessageTags(default).IsEmpty.Should().BeTrue();
        new MessageTags("a"u8).IsEmpty.Should().BeFalse();
        default(MessageTags).Get("a"u8).Should().BeNull();
    }

    internal static List<string> Tags(MessageTags tags)
    {
        var list = new List<string>();
        foreach (MessageTag tag in tags) list.Add(Bytes.Raw(tag.Key) + "=" + Bytes.Raw(tag.EscapedValue));
        return list;
    }

    internal static byte[] Unescape(ReadOnlySpan<byte> escaped)
    {
        byte[] value = new byte[escaped.Length];
        return value[..MessageTags.Unescape(escaped, value)];
    }

    private static byte[] Escape(ReadOnlySpan<byte> value)
    {
        byte[] escaped = new byte[value.Length * 2];
        return escaped[..MessageTags.Escape(value, escaped)];
    }
}
