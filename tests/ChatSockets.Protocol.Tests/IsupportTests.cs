using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class IsupportTests
{
    [Fact]
    public void A_server_that_says_nothing_has_the_defaults()
    {
        var isupport = new Isupport();
        isupport.CaseMapping.Should().BeSameAs(CaseMapping.Rfc1459);
        isupport.ChannelTypes.Should().Be("#&");
        isupport.PrefixModes.Should().Be("ov");
        isupport.PrefixSymbols.Should().Be("@+");
        isupport.ChannelModes.Should().Equal("b", "k", "l", "imnst");
        isupport["NICKLEN"].Should().BeNull();
        isupport.Number("NICKLEN", 9).Should().Be(9);
    }

    [Fact]
    public void Tokens_are_read_between_the_nickname_and_the_text()
    {
        Isupport isupport = Read(
            "NICKLEN=30 SAFELIST CASEMAPPING=ascii CHANTYPES=# PREFIX=(qaohv)~&@%+ CHANMODES=beI,k,l,imnst NETWORK=A\\x20B");
        isupport["NICKLEN"].Should().Be("30");
        isupport.Number("NICKLEN", 9).Should().Be(30);
        isupport["SAFELIST"].Should().BeEmpty();
        isupport["NETWORK"].Should().Be("A B");
        isupport.CaseMapping.Should().BeSameAs(CaseMapping.Ascii);
        isupport.ChannelTypes.Should().Be("#");
        isupport.PrefixModes.Should().Be("qaohv");
        isupport.PrefixSymbols.Should().Be("~&@%+");
        isupport.ChannelModes.Should().Equal("beI", "k", "l", "imnst");
        isupport["me"].Should().BeNull();
        isupport["are supported"].Should().BeNull();
    }

    [Fact]
    public void Names_of_tokens_have_no_case()
    {
        Isupport isupport = Read("NickLen=30 chantypes=!");
        isupport["NICKLEN"].Should().Be("30");
        isupport.ChannelTypes.Should().Be("!");
    }

    [Fact]
    public void A_later_line_adds_and_overrides()
    {
        Isupport isupport = Read("NICKLEN=30 TOPICLEN=300", "NICKLEN=31 CHANTYPES=#");
        isupport.Number("NICKLEN", 0).Should().Be(31);
        isupport.Number("TOPICLEN", 0).Should().Be(300);
        isupport.ChannelTypes.Should().Be("#");
    }

    [Fact]
    public void A_minus_sign_takes_a_token_back_to_its_default()
    {
        Isupport isupport = Read(
            "CASEMAPPING=ascii CHANTYPES=! PREFIX=(o)@ CHANMODES=b,,,n NICKLEN=30",
            "-CASEMAPPING -CHANTYPES -PREFIX -chanmodes -NICKLEN -NEVERSENT -");
        isupport["NICKLEN"].Should().BeNull();
        isupport["PREFIX"].Should().BeNull();
        isupport.CaseMapping.Should().BeSameAs(CaseMapping.Rfc1459);
        isupport.ChannelTypes.Should().Be("#&");
        isupport.PrefixModes.Should().Be("ov");
        isupport.PrefixSymbols.Should().Be("@+");
        isupport.ChannelModes.Should().Equal("b", "k", "l", "imnst");
    }

    [Theory]
    [InlineData("PREFIX=(ov)@+", "ov", "@+")]
    [InlineData("PREFIX=(o)@", "o", "@")]
    [InlineData("PREFIX=()", "", "")]
    [InlineData("PREFIX=", "", "")] // the server has no member modes
    [InlineData("PREFIX", "", "")]
    [InlineData("PREFIX=(ov)@", "", "")]
    [InlineData("PREFIX=(o)@+", "", "")]
    [InlineData("PREFIX=(ov@+", "", "")]
    [InlineData("PREFIX=ov)@+", "", "")]
    [InlineData("PREFIX=@+", "", "")]
    [InlineData("PREFIX=)", "", "")]
    [InlineData("PREFIX=(", "", "")]
    public void Prefixes_come_in_pairs_or_not_at_all(string token, string modes, string prefixes)
    {
        Isupport isupport = Read(token);
        isupport.PrefixModes.Should().Be(modes);
        isupport.PrefixSymbols.Should().Be(prefixes);
    }

    [Theory]
    [InlineData("CHANMODES=b,k,l,imnst", "b|k|l|imnst")]
    [InlineData("CHANMODES=b,k", "b|k||")]
    [InlineData("CHANMODES=", "|||")]
    [InlineData("CHANMODES", "|||")]
    [InlineData("CHANMODES=,,,n", "|||n")]
    [InlineData("CHANMODES=b,k,l,n,X", "b|k|l|n|X")] // a kind of the future is kept
    public void There_are_four_kinds_of_modes_at_least(string token, string expected) =>
        string.Join('|', Read(token).ChannelModes).Should().Be(expected);

    [Theory]
    [InlineData("a\\x20b", "a b")]
    [InlineData("\\x5C\\x3D\\x20", "\\= ")]
    [InlineData("\\x5c\\x3d", "\\=")]
    [InlineData("a=b", "a=b")]
    [InlineData("\\x5Cx20", "\\x20")]
    [InlineData("\\x2", "\\x2")]
    [InlineData("\\x", "\\x")]
    [InlineData("\\", "\\")]
    [InlineData("\\xZZ", "\\xZZ")]
    [InlineData("\\x-1", "\\x-1")]
    [InlineData("\\y20", "\\y20")]
    [InlineData("", "")]
    public void A_value_is_unescaped(string value, string expected) => Read("NETWORK=" + value)["NETWORK"].Should().Be(expected);

    [Fact]
    public void Every_value_survives_its_escaping() =>
        Properties.ForAll(Properties.LineText.Select(text => text.Replace(":", "\\x", StringComparison.Ordinal)), value =>
        {
            string escaped = Isupport.Escape(value);
            escaped.Should().NotContain(" ").And.NotContain("=");
            Read("NETWORK=" + escaped)["NETWORK"].Should().Be(value);
        });

    [Theory]
    [InlineData("N=12", 12)]
    [InlineData("N=0", 0)]
    [InlineData("N", -7)]
    [InlineData("N=", -7)]
    [InlineData("N=-1", -7)]
    [InlineData("N=1.5", -7)]
    [InlineData("N=99999999999", -7)]
    [InlineData("N=x", -7)]
    public void A_token_that_is_no_number_gives_what_was_to_be_taken_then(string token, int expected) =>
        Read(token).Number("N", -7).Should().Be(expected);

    [Theory]
    [InlineData("#a", true)]
    [InlineData("!a", true)]
    [InlineData("&a", false)]
    [InlineData("a", false)]
    [InlineData("", false)]
    public void A_room_begins_with_one_of_the_servers_signs(string name, bool expected) =>
        Read("CHANTYPES=#!").IsRoom(name).Should().Be(expected);

    [Fact]
    public void A_server_without_signs_has_no_rooms() => Read("CHANTYPES=").IsRoom("#a").Should().BeFalse();

    [Theory]
    [InlineData("005")]
    [InlineData("005 me")]
    [InlineData("005 me :are supported")]
    [InlineData("005 me = =x - :are supported")]
    public void A_line_without_tokens_changes_nothing(string line)
    {
        var isupport = new Isupport();
        MessageParser.TryParse(Bytes.Utf8(line), out Message message).Should().BeTrue();
        isupport.Read(message);
        isupport.ChannelTypes.Should().Be("#&");
    }

    [Fact]
    public void Any_line_can_be_read() =>
        Properties.ForAll(Properties.LineBytes, bytes =>
        {
            foreach (string name in new[] { "", "PREFIX=", "PREFIX=(", "CHANMODES=", "CASEMAPPING=", "-", "X=\\x" })
            {
                byte[] line = [.. "005 me "u8, .. Bytes.Utf8(name), .. bytes, .. " :are supported"u8];
                MessageParser.TryParse(line, out Message message).Should().BeTrue();
                var isupport = new Isupport();
                isupport.Read(message);
                isupport.PrefixModes.Should().HaveLength(isupport.PrefixSymbols.Length);
                isupport.ChannelModes.Count.Should().BeGreaterThanOrEqualTo(4);
            }
        });

    [Fact]
    public void Tokens_are_spread_over_lines_of_thirteen_at_most()
    {
        string[] tokens = [.. Enumerable.Range(1, 30).Select(i => "T" + i)];
        string[][] lines = [.. Isupport.Lines(tokens)];
        lines.Select(line => line.Length).Should().Equal(13, 13, 4);
        lines.SelectMany(line => line).Should().Equal(tokens);
        Isupport.Lines(tokens.Take(13)).Should().HaveCount(1);
        Isupport.Lines([]).Should().BeEmpty();
    }

    [Fact]
    public void No_line_has_more_than_400_bytes_of_tokens_and_none_is_lost()
    {
        Gen<string> token = Gen.OneOf(
            Gen.Choose(1, 399).Select(length => new string('a', length)),
            Gen.Choose(1, 199).Select(length => new string('é', length)));
        Properties.ForAll(Gen.ArrayOf(token), sent =>
        {
            string[][] lines = [.. Isupport.Lines(sent)];
            lines.SelectMany(line => line).Should().Equal(sent);
            lines.All(line => line.Length is > 0 and <= 13 && line.Sum(token => Bytes.Utf8(token).Length + 1) <= 400).Should().BeTrue();
        });
    }

    [Fact]
    public void What_one_side_says_the_other_reads()
    {
        string[] tokens =
            ["CASEMAPPING=ascii", "CHANTYPES=#", "NETWORK=" + Isupport.Escape("Ann's = best"),
                .. Enumerable.Range(1, 20).Select(i => $"T{i}={i}")];
        var isupport = new Isupport();
        byte[] buffer = new byte[WireLimits.Line];
        foreach (string[] line in Isupport.Lines(tokens))
        {
            var writer = new MessageWriter(buffer);
            writer.Source("irc.example.com"u8);
            writer.Verb(Numeric.RPL_ISUPPORT);
            writer.Parameter("ann"u8);
            foreach (string token in line) writer.Parameter(token);
            writer.Trailing("are supported by this server"u8);
            MessageParser.TryParse(buffer.AsSpan(0, writer.End() - 2), out Message message).Should().BeTrue();
            isupport.Read(message);
        }
        isupport.CaseMapping.Should().BeSameAs(CaseMapping.Ascii);
        isupport["NETWORK"].Should().Be("Ann's = best");
        isupport.Number("T20", 0).Should().Be(20);
    }

    private static Isupport Read(params string[] lines)
    {
        var isupport = new Isupport();
        foreach (string tokens in lines)
        {
            MessageParser.TryParse(Bytes.Utf8($":irc.example.com 005 me {tokens} :are supported"), out Message message).Should().BeTrue();
            isupport.Read(message);
        }
        return isupport;
    }
}
