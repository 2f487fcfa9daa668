using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class MessageParserTests
{
    public static TheoryData<string, string, string, string, string[]> Lines => new()
    {
        // Modern IRC, "Parameters".
        { ":irc.example.com CAP * LIST :", "", "irc.example.com", "CAP", ["*", "LIST", ""] },
        { "CAP * LS :multi-prefix sasl", "", "", "CAP", ["*", "LS", "multi-prefix sasl"] },
        { "CAP REQ :sasl message-tags foo", "", "", "CAP", ["REQ", "sasl message-tags foo"] },
        { ":dan!d@localhost PRIVMSG #chan :Hey!", "", "dan!d@localhost", "PRIVMSG", ["#chan", "Hey!"] },
        { ":dan!d@localhost PRIVMSG #chan Hey!", "", "dan!d@localhost", "PRIVMSG", ["#chan", "Hey!"] },
        { ":dan!d@localhost PRIVMSG #chan ::-)", "", "dan!d@localhost", "PRIVMSG", ["#chan", ":-)"] },

        // IRCv3 message-tags, "Examples".
        { "@aaa=bbb;ccc;example.com/ddd=eee :n!i@h.com PRIVMSG me :Hello", "aaa=bbb;ccc;example.com/ddd=eee", "n!i@h.com",
            "PRIVMSG", ["me", "Hello"] },
        { "@+example-client-tag=example-value TAGMSG @#channel", "+example-client-tag=example-value", "", "TAGMSG", ["@#channel"] },

        // Parameters.
        { "QUIT", "", "", "QUIT", [] },
        { "QUIT :", "", "", "QUIT", [""] },
        { "QUIT ::", "", "", "QUIT", [":"] },
        { "JOIN #a,#b k1,k2", "", "", "JOIN", ["#a,#b", "k1,k2"] },
        { "X a :b :c", "", "", "X", ["a", "b :c"] },
        { "X a b:c d:", "", "", "X", ["a", "b:c", "d:"] },
        { "X :  two before, two behind  ", "", "", "X", ["  two before, two behind  "] },
        { "TOPIC #r :", "", "", "TOPIC", ["#r", ""] },

        // More than one space.
        { "X   a    b   :c  d", "", "", "X", ["a", "b", "c  d"] },
        { "X a   ", "", "", "X", ["a"] },
        { "X  ", "", "", "X", [] },
        { "   X a", "", "", "X", ["a"] },
        { "@t=1   :s   X   a", "t=1", "s", "X", ["a"] },

        // Any verb is one.
        { "privmsg #r hi", "", "", "privmsg", ["#r", "hi"] },
        { ":s 001 me :Welcome", "", "s", "001", ["me", "Welcome"] },
        { "12 a", "", "", "12", ["a"] },
        { "hello,world", "", "", "hello,world", [] },
        { "/join #r", "", "", "/join", ["#r"] },

        // Tags and sources at their edges.
        { "@ X", "", "", "X", [] },
        { ": X", "", "", "X", [] },
        { "@ : X", "", "", "X", [] },
        { ": :X a", "", "", ":X", ["a"] },
        { "@ @X a", "", "", "@X", ["a"] },
        { "@a X", "a", "", "X", [] },
        { "@a= X", "a=", "", "X", [] },
        { "@a=b=c;;d X", "a=b=c;;d", "", "X", [] },
        { ":s X @no=tag :no source", "", "s", "X", ["@no=tag", "no source"] },
        { "@a=:b X", "a=:b", "", "X", [] },
        { ":n!u@2001:db8::1 X", "", "n!u@2001:db8::1", "X", [] },
        { ":n!~\u00fcser@h X :gr\u00fc\u00df dich", "", "n!~\u00fcser@h", "X", ["gr\u00fc\u00df dich"] },

        // What looks like a separator elsewhere is none here.
        { "X a\tb c", "", "", "X", ["a\tb", "c"] },
        { "X a\u00a0b", "", "", "X", ["a\u00a0b"] },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void A_line_has_its_parts(string line, string tags, string source, string verb, string[] parameters)
    {
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeTrue();
        Bytes.Text(message.Tags.Raw).Should().Be(tags);
        Bytes.Text(message.Source).Should().Be(source);
        Bytes.Text(message.Verb).Should().Be(verb);
        MessageTests.Parameters(message).Should().Equal(parameters);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("      ")]
    [InlineData("@")]
    [InlineData("@a=b")]
    [InlineData("@a=b ")]
    [InlineData("@a=b    ")]
    [InlineData(":")]
    [InlineData(":irc.example.com")]
    [InlineData(":irc.example.com ")]
    [InlineData("@a=b :irc.example.com")]
    [InlineData("@a=b :irc.example.com  ")]
    [InlineData("@ : ")]
    public void A_line_without_a_command_is_no_message(string line)
    {
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeFalse();
        message.Count.Should().Be(0);
        message.Verb.IsEmpty.Should().BeTrue();
        message.Last.IsEmpty.Should().BeTrue();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(300)]
    public void There_may_be_any_number_of_parameters(int count)
    {
        string[] parameters = [.. Enumerable.Range(1, count).Select(i => "p" + i)];
        Parse("X " + string.Join(' ', parameters)).Should().Equal(parameters);
        Parse("X  " + string.Join("   ", parameters) + "  ").Should().Equal(parameters);
        Parse("X " + string.Join(' ', parameters) + " :the last one").Should().Equal([.. parameters, "the last one"]);
        Parse("X " + string.Join(' ', parameters) + " :").Should().Equal([.. parameters, ""]);
    }

    [Fact]
    public void Any_bytes_are_a_message_or_none_and_never_an_exception() =>
        Properties.ForAll(Properties.WireBytes, line =>
        {
            if (!MessageParser.TryParse(line, out Message message)) return;
            message.Verb.Contains((byte)' ').Should().BeFalse();
            message.Verb.IsEmpty.Should().BeFalse();
            message.Source.Contains((byte)' ').Should().BeFalse();
            message.Tags.Raw.Contains((byte)' ').Should().BeFalse();
            for (int i = 0; i < message.Count - 1; i++)
            {
                message[i].IsEmpty.Should().BeFalse();
                message[i].Contains((byte)' ').Should().BeFalse();
            }
            foreach (MessageTag tag in message.Tags) tag.Key.IsEmpty.Should().BeFalse();
        }, count: 2000);

    [Fact]
    public void Every_beginning_of_a_line_can_be_parsed()
    {
        byte[] line = Bytes.Utf8("@a=b\\s;+c/d=é :nick!user@host  PRIVMSG  #room,bob 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 :: 🦜 x");
        for (int length = 0; length <= line.Length; length++)
        {
            bool parsed = MessageParser.TryParse(line.AsSpan(0, length), out Message message);
            parsed.Should().Be(length > Bytes.Utf8("@a=b\\s;+c/d=é :nick!user@host  ").Length);
            MessageTests.Parameters(message).Should().HaveCount(message.Count);
        }
    }

    [Fact]
    public void What_was_parsed_and_written_again_parses_to_the_same() =>
        Properties.ForAll(Properties.LineBytes, line =>
        {
            if (!MessageParser.TryParse(line, out Message message)) return;
            byte[] buffer = new byte[WireLimits.Message];
            byte[] written = buffer[..Rewrite(message, buffer)];
            written.Should().EndWith("\r\n"u8.ToArray());

            MessageParser.TryParse(written.AsSpan(0, written.Length - 2), out Message again).Should().BeTrue();
            Bytes.Raw(again.Source).Should().Be(Bytes.Raw(message.Source));
            Bytes.Raw(again.Verb).Should().Be(Bytes.Raw(message.Verb));
            MessageTests.ParameterBytes(again)
                .Should().BeEquivalentTo(MessageTests.ParameterBytes(message), options => options.WithStrictOrdering());
            MessageTagsTests.Tags(again.Tags).Should().Equal(MessageTagsTests.Tags(message.Tags));
        }, count: 2000);

    [Fact]
    public void What_is_written_is_what_is_parsed()
    {
        Gen<byte> letter = Gen.Choose('A', 'Z').Select(value => (byte)value);
        Gen<byte> word = Properties.LineByte.Where(value => value != (byte)' ');
        Gen<byte[]> middle = Properties.BytesOf(word, 1, 8).Where(value => value[0] != (byte)':');
        var messages =
            from key in Properties.BytesOf(letter, 1, 4)
            from value in Properties.BytesOf(Properties.WireByte.Where(value => value != 0), 0, 40)
            from source in Properties.BytesOf(word, 1, 40)
            from verb in Properties.BytesOf(letter, 1, 12)
            from parameters in Gen.ArrayOf(middle)
            from trailing in Properties.BytesOf(Properties.LineByte, 0, 40)
            select (Key: key, Value: value, Source: source, Verb: verb, Parameters: parameters.Take(40).ToArray(), Trailing: trailing);

        Properties.ForAll(messages, sent =>
        {
            byte[] buffer = new byte[WireLimits.Message];
            var writer = new MessageWriter(buffer);
            writer.Tag(sent.Key, sent.Value);
            writer.Source(sent.Source);
            writer.Verb(sent.Verb);
            foreach (byte[] parameter in sent.Parameters) writer.Parameter(parameter);
            writer.Trailing(sent.Trailing);
            int length = writer.End();

            MessageParser.TryParse(buffer.AsSpan(0, length - 2), out Message read).Should().BeTrue();
            read.Tags.TryGet(sent.Key, out ReadOnlySpan<byte> escaped).Should().BeTrue();
            Bytes.Raw(MessageTagsTests.Unescape(escaped)).Should().Be(Bytes.Raw(sent.Value));
            Bytes.Raw(read.Source).Should().Be(Bytes.Raw(sent.Source));
            Bytes.Raw(read.Verb).Should().Be(Bytes.Raw(sent.Verb));
            MessageTests.ParameterBytes(read)
                .Should().BeEquivalentTo([.. sent.Parameters, sent.Trailing], options => options.WithStrictOrdering());
        }, count: 1000);
    }

    private static string[] Parse(string line)
    {
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeTrue();
        return MessageTests.Parameters(message);
    }

    private static int Rewrite(in Message message, byte[] buffer)
    {
        var writer = new MessageWriter(buffer);
        foreach (MessageTag tag in message.Tags) writer.EscapedTag(tag.Key, tag.EscapedValue);
        // An empty one too: a verb such as @x or :x is one only behind it.
        writer.Source(message.Source);
        writer.Verb(message.Verb);
        for (int i = 0; i < message.Count - 1; i++) writer.Parameter(message[i]);
        if (message.Count > 0) writer.Trailing(message.Last);
        return writer.End();
    }
}
