using System.Net;
using ChatSockets.Server.Discovery;

namespace ChatSockets.Server.Tests.Discovery;

public sealed class LocalNetworksTests
{
    [Theory]
    [InlineData("192.168.1.7", "192.168.1.0/24", "192.168.1.255")]
    [InlineData("172.16.5.4", "172.16.0.0/12", "172.31.255.255")]
    [InlineData("10.0.0.5", "10.0.0.4/30", "10.0.0.7")]
    [InlineData("10.0.0.4", "10.0.0.4/31", null)]
    [InlineData("10.0.0.4", "10.0.0.4/32", null)]
    [InlineData("fe80::1", "fe80::/64", null)]
    public void A_network_of_IPv4_has_an_address_of_everybody(string address, string network, string? broadcast)
    {
        var local = new LocalAddress(IPAddress.Parse(address), IPNetwork.Parse(network), Interface: 1, HasMulticast: true);
        local.Broadcast?.ToString().Should().Be(broadcast);
        if (broadcast is null) local.Broadcast.Should().BeNull();
    }

    [Theory]
    [InlineData("192.168.1.7", 24, "192.168.1.0/24")]
    [InlineData("2001:db8::1:2", 64, "2001:db8::/64")]
    [InlineData("10.0.0.7", 32, "10.0.0.7/32")]
    [InlineData("10.0.0.7", 0, "10.0.0.7/32")]
    [InlineData("fd00::7", 0, "fd00::7/128")]
    [InlineData("10.0.0.7", 64, "10.0.0.7/32")]
    public void A_length_of_nothing_makes_nobody_a_neighbour(string address, int bits, string network) =>
        LocalNetworks.NetworkOf(IPAddress.Parse(address), bits).ToString().Should().Be(network);

    [Fact]
    public void The_system_tells_its_own_addresses_with_their_networks()
    {
        LocalNetworks read = LocalNetworks.Read();
        read.Addresses.Should().OnlyContain(each => each.Network.Contains(each.Address));
        read.Addresses.Select(each => each.Address).Should().Contain(IPAddress.Loopback);
        read.Addresses.Should().OnlyContain(each => read.IsOnLink(each.Address));
        read.IsOnLink(IPAddress.Parse("203.0.113.9")).Should().Be(read.Addresses.Any(each =>
            each.Network.Contains(IPAddress.Parse("203.0.113.9"))));
    }
}
