using System.Net;
using ChatSockets.Core.Settings;
using ChatSockets.Core.Text;

namespace ChatSockets.Server.Tests.Configuration;

public sealed class HostPatternTests
{
    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "::ffff:127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("10.0.0.0/8", "11.0.0.1", false)]
    [InlineData("10.0.0.0/8", "::ffff:10.1.2.3", true)]
    [InlineData("2001:db8::/32", "2001:db8:1::2", true)]
    [InlineData("2001:db8::/32", "2001:db9::", false)]
    [InlineData("::ffff:10.0.0.0/104", "10.1.2.3", true)]
    [InlineData("::ffff:10.0.0.0/104", "11.1.2.3", false)]
    [InlineData("10.1.2.3/8", "10.9.9.9", true)]
    [InlineData("*@*", "192.0.2.1", true)]
    [InlineData("ALICE@*", "192.0.2.1", true)]
    [InlineData("bob@*", "192.0.2.1", false)]
    [InlineData("*@*.example.ORG", "192.0.2.1", true)]
    [InlineData("*@*.example.com", "192.0.2.1", false)]
    [InlineData("*@192.0.*", "192.0.2.1", true)]
    [InlineData("*@192.0.*", "193.0.2.1", false)]
    public void A_pattern_is_an_address_a_network_or_a_mask(string pattern, string address, bool expected)
    {
        HostPattern.IsValid(pattern).Should().BeTrue();
        HostPattern.Matches(pattern, "alice"u8, "pc.example.org"u8, IPAddress.Parse(address)).Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("10/8")]
    [InlineData("127.1")]
    [InlineData("10.0.0.0/33")]
    [InlineData("10.0.0.0/-1")]
    [InlineData("10.0.0.0/")]
    [InlineData("example.org")]
    [InlineData("a b@*")]
    [InlineData("a@b@c")]
    [InlineData("nick!user@host")]
    public void Anything_else_is_none(string pattern) => HostPattern.IsValid(pattern).Should().BeFalse();

    [Fact]
    public void An_operator_may_come_from_any_of_the_hosts()
    {
        var alice = new OperatorAccount { Name = "alice", Password = PasswordHash.Create("x", 10_000), Hosts = ["10.0.0.0/8", "al@*.org"] };
        alice.IsFor("x"u8, "10.1.1.1"u8, IPAddress.Parse("10.1.1.1")).Should().BeTrue();
        alice.IsFor("al"u8, "pc.org"u8, IPAddress.Parse("192.0.2.1")).Should().BeTrue();
        alice.IsFor("x"u8, "pc.org"u8, IPAddress.Parse("192.0.2.1")).Should().BeFalse();
    }
}
