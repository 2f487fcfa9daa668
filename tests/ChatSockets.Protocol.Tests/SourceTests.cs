namespace ChatSockets.Protocol.Tests;

public sealed class SourceTests
{
    [Theory]
    [InlineData("", "", "", "")]
    [InlineData("ann", "ann", "", "")]
    [InlineData("ann!a@host", "ann", "a", "host")]
    [InlineData("ann!a", "ann", "a", "")]
    [InlineData("ann@host", "ann", "", "host")]
    [InlineData("ann!a@2001:db8::1", "ann", "a", "2001:db8::1")]
    [InlineData("ann!a@b@host", "ann", "a@b", "host")] // the host cannot hold an at sign, the user may
    [InlineData("ann!a!b@host", "ann", "a!b", "host")]
    [InlineData("ann!@", "ann", "", "")]
    [InlineData("!a@host", "", "a", "host")]
    [InlineData("ann@host!x", "ann", "", "host!x")]
    [InlineData("irc.example.com", "irc.example.com", "", "")]
    [InlineData("ann!~gr\u00fc\u00df@\u00fc.example", "ann", "~gr\u00fc\u00df", "\u00fc.example")]
    public void A_source_has_three_parts(string source, string name, string user, string host)
    {
        Source parsed = Source.Parse(Bytes.Utf8(source));
        Bytes.Text(parsed.Name).Should().Be(name);
        Bytes.Text(parsed.User).Should().Be(user);
        Bytes.Text(parsed.Host).Should().Be(host);
    }

    [Theory]
    [InlineData("irc.example.com", true)]
    [InlineData("localhost", false)]
    [InlineData("ann", false)]
    [InlineData("a.b!u@host", false)]
    [InlineData("a.b@host", false)]
    [InlineData("ann!u@irc.example.com", false)]
    [InlineData("", false)]
    public void A_server_has_a_dot_and_no_user(string source, bool expected) =>
        Source.Parse(Bytes.Utf8(source)).IsServer.Should().Be(expected);

    [Fact]
    public void Any_bytes_are_a_source_of_no_more_bytes() =>
        Properties.ForAll(Properties.WireBytes, source =>
        {
            Source parsed = Source.Parse(source);
            (parsed.Name.Length + parsed.User.Length + parsed.Host.Length).Should().BeInRange(source.Length - 2, source.Length);
        });
}
