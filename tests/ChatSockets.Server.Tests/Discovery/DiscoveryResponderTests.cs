using System.Net;
using ChatSockets.Protocol.Discovery;
using ChatSockets.Server.Discovery;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Discovery;

public sealed class DiscoveryResponderTests
{
    private readonly ManualClock _clock = new();

    [Theory]
    [InlineData("10.0.0.7", DiscoveryMode.Lan, true)]
    [InlineData("::ffff:10.0.0.7", DiscoveryMode.Lan, true)]
    [InlineData("10.0.1.7", DiscoveryMode.Lan, false)]
    [InlineData("::ffff:10.0.1.7", DiscoveryMode.Lan, false)]
    [InlineData("10.0.1.7", DiscoveryMode.All, true)]
    [InlineData("192.0.2.1", DiscoveryMode.Lan, false)]
    [InlineData("127.0.0.1", DiscoveryMode.Lan, true)]
    [InlineData("::1", DiscoveryMode.Lan, true)]
    [InlineData("fe80::1%2", DiscoveryMode.Lan, true)]
    [InlineData("2001:db8::99", DiscoveryMode.Lan, true)]
    [InlineData("2001:db8:0:1::99", DiscoveryMode.Lan, false)]
    [InlineData("2001:db8:0:1::99", DiscoveryMode.All, true)]
    public void Only_hosts_of_the_own_networks_are_answered_unless_all_shall_be(string source, DiscoveryMode mode, bool isAnswered)
    {
        DiscoveryResponder responder = Responder(mode, out ServerContext server);
        byte[] reply = new byte[DiscoveryDatagram.Length];
        int length = responder.Answer(new DiscoveryRequest(9).ToBytes(), IPAddress.Parse(source), reply);
        (length > 0).Should().Be(isAnswered);
        server.DiscoveryCounts.Distant.Should().Be(isAnswered ? 0 : 1);
        if (isAnswered) DiscoveryReply.Read(reply.AsSpan(0, length))!.Nonce.Should().Be(9);
    }

    [Fact]
    public void A_reply_is_never_longer_than_its_request_whatever_the_options_are()
    {
        DiscoveryResponder responder = Responder(DiscoveryMode.Lan, out ServerContext server, options => options with
        {
            Name = new string('n', 61) + ".x",
            MessageOfTheDay = [string.Concat(Enumerable.Repeat("語", 5000))],
        });
        server.KeyFingerprint = () => new string('f', 5000);
        byte[] request = new DiscoveryRequest(9).ToBytes(), reply = new byte[DiscoveryDatagram.Length];
        int length = responder.Answer(request, IPAddress.Loopback, reply);
        length.Should().BeInRange(1, request.Length);
        DiscoveryReply.Read(reply.AsSpan(0, length))!.MessageOfTheDay.Should().Be(string.Concat(Enumerable.Repeat("語", 66)));
    }

    [Fact]
    public void Neighbours_in_one_IPv6_network_have_limits_of_their_own()
    {
        var limits = new DiscoveryLimits(_clock);
        for (int i = 0; i < DiscoveryLimits.BurstOfSource; i++) limits.TryAnswer(IPAddress.Parse("fe80::1")).Should().BeTrue();
        limits.TryAnswer(IPAddress.Parse("fe80::1")).Should().BeFalse();
        limits.TryAnswer(IPAddress.Parse("fe80::2")).Should().BeTrue();
        _clock.Advance(TimeSpan.FromSeconds(1));
        for (int i = 0; i < DiscoveryLimits.PerSecondOfSource; i++) limits.TryAnswer(IPAddress.Parse("fe80::1")).Should().BeTrue();
        limits.TryAnswer(IPAddress.Parse("fe80::1")).Should().BeFalse();
    }

    [Fact]
    public void All_datagrams_together_have_a_limit()
    {
        var limits = new DiscoveryLimits(_clock);
        int read = 0;
        while (limits.TryRead()) read++;
        read.Should().Be(DiscoveryLimits.Burst);
        _clock.Advance(TimeSpan.FromMilliseconds(50));
        while (limits.TryRead()) read++;
        read.Should().Be(DiscoveryLimits.Burst + (DiscoveryLimits.PerSecond / 20));
    }

    [Fact]
    public void Addresses_are_forgotten()
    {
        var limits = new DiscoveryLimits(_clock);
        for (int i = 0; i < 100; i++)
        {
            for (int j = 0; j < 100 && limits.TryRead(); j++) limits.TryAnswer(IPAddress.Parse($"2001:db8::{i:x}:{j:x}"));
            _clock.Advance(TimeSpan.FromMilliseconds(100));
        }
        limits.Count.Should().BeLessThan(DiscoveryLimits.Burst + (2 * DiscoveryLimits.PerSecond));
    }

    private DiscoveryResponder Responder(DiscoveryMode mode, out ServerContext server, Func<ServerOptions, ServerOptions>? change = null)
    {
        var options = new ServerOptions { Clock = _clock, Discovery = mode };
        server = new ServerContext(change?.Invoke(options) ?? options);
        return new DiscoveryResponder(server, port: 5000)
        {
            Networks = new LocalNetworks([Local("10.0.0.1", "10.0.0.0/24"), Local("2001:db8::1", "2001:db8::/64")]),
        };
    }

    private static LocalAddress Local(string address, string network) =>
        new(IPAddress.Parse(address), IPNetwork.Parse(network), Interface: 2, HasMulticast: true);
}
