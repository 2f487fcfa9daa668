using System.Net;
using ChatSockets.Core.Bans;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Bans;

public sealed class ServerBansTests
{
    private readonly ManualClock _clock = new();
    private readonly ServerBans _bans;

    public ServerBansTests() => _bans = new ServerBans(_clock);

    [Theory]
    [InlineData("192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "::ffff:192.0.2.7", true)]
    [InlineData("::ffff:192.0.2.7", "192.0.2.7", true)]
    [InlineData("192.0.2.7", "192.0.2.8", false)]
    [InlineData("192.0.2.0/24", "192.0.2.255", true)]
    [InlineData("192.0.2.0/24", "192.0.3.0", false)]
    [InlineData("10.0.0.0/8", "10.255.0.1", true)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::1", true)]
    [InlineData("2001:db8::/32", "2001:db9::1", false)]
    [InlineData("2001:db8::1", "2001:db8::1", true)]
    [InlineData("2001:db8::1", "2001:db8::2", false)]
    [InlineData("::/16", "192.0.2.7", false)]
    public void An_address_or_a_network_is_found_by_the_address(string banned, string address, bool isBanned)
    {
        Add(banned, "Enough");
        _bans.Refuse(IPAddress.Parse(address)).Should().Be(isBanned ? "You are banned from this server: Enough" : null);
    }

    [Fact]
    public void Networks_of_all_lengths_are_looked_through()
    {
        Add("10.0.0.0/8", "wide");
        Add("10.1.0.0/16", "narrow");
        Add("10.1.1.1", "address");
        Add("2001:db8::/32", "six");
        _bans.Refuse(IPAddress.Parse("10.2.0.0")).Should().EndWith("wide");
        _bans.Refuse(IPAddress.Parse("10.1.0.0")).Should().EndWith("narrow");
        _bans.Refuse(IPAddress.Parse("10.1.1.1")).Should().EndWith("address");
        _bans.Refuse(IPAddress.Parse("11.0.0.0")).Should().BeNull();
        _bans.Refuse(IPAddress.Parse("2001:db8::")).Should().EndWith("six");
    }

    [Fact]
    public void It_is_over_when_its_time_is_and_a_wider_one_counts_again()
    {
        Add("10.0.0.0/8", "wide");
        Add("10.1.1.1", "short", TimeSpan.FromMinutes(10));
        _clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        _bans.Refuse(IPAddress.Parse("10.1.1.1")).Should().Be("You are banned from this server: short (until 2026-01-02 12:11 UTC)");
        _bans.All.Should().HaveCount(2);
        _clock.Advance(TimeSpan.FromTicks(1));
        _bans.Refuse(IPAddress.Parse("10.1.1.1")).Should().Be("You are banned from this server: wide");
        _bans.All.Should().ContainSingle().Which.Text.Should().Be("10.0.0.0/8");
    }

    [Fact]
    public void The_same_one_again_takes_the_place_of_the_old_one()
    {
        Add("10.1.1.1", "first").Id.Should().Be(1);
        Add("10.1.1.1", "second").Id.Should().Be(2);
        _bans.All.Should().ContainSingle().Which.Reason.Should().Be("second");
    }

    [Theory]
    [InlineData("10.1.1.1")]
    [InlineData("1")]
    public void It_is_taken_back_by_its_text_or_its_number(string which)
    {
        Add("10.1.1.1", "x");
        _bans.Remove(which, isNetwork: false).Should().BeNull();
        _bans.Remove(which, isNetwork: true)!.Text.Should().Be("10.1.1.1");
        _bans.Refuse(IPAddress.Parse("10.1.1.1")).Should().BeNull();
        _bans.Remove(which, isNetwork: true).Should().BeNull();
    }

    [Theory]
    [InlineData("bob", "bob!*@*")]
    [InlineData("*.example.org", "*!*@*.example.org")]
    [InlineData("~x@10.0.0.0/8", "*!~x@10.0.0.0/8")]
    public void A_mask_is_completed(string text, string mask) => ServerBan.OfMask(Utf8(text), out _)!.Text.Should().Be(mask);

    [Theory]
    [InlineData("*", "*!*@* would ban everybody")]
    [InlineData("*!*@*", "*!*@* would ban everybody")]
    [InlineData("*!~*@*.*", "*!~*@*.* would ban everybody")]
    [InlineData("?*!*@*", "?*!*@* would ban everybody")]
    [InlineData("~a:bob", "A ban of the server is by nick!user@host")]
    public void A_mask_of_everybody_or_of_something_else_is_refused(string text, string why)
    {
        ServerBan.OfMask(Utf8(text), out string? error).Should().BeNull();
        error.Should().Be(why);
    }

    [Theory]
    [InlineData("0.0.0.0/0", "0.0.0.0/0 would ban everybody")]
    [InlineData("::/0", "::/0 would ban everybody")]
    [InlineData("10.0.0.0/7", "10.0.0.0/7 is too wide: a network has /8 at the least, one of IPv6 /16")]
    [InlineData("2000::/8", "2000::/8 is too wide: a network has /8 at the least, one of IPv6 /16")]
    [InlineData("bob", "That is no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are")]
    [InlineData("10.1", "That is no address and no network, as 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32 are")]
    public void A_network_of_everybody_or_none_is_refused(string text, string why)
    {
        ServerBan.OfNetwork(Utf8(text), out string? error).Should().BeNull();
        error.Should().Be(why);
    }

    private ServerBan Add(string network, string reason, TimeSpan? duration = null) =>
        _bans.Add(ServerBan.OfNetwork(Utf8(network), out _)! with { Reason = reason, Expires = _clock.GetUtcNow() + duration });
}
