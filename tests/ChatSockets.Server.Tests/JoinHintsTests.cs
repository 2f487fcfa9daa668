using System.Net;

namespace ChatSockets.Server.Tests;

public sealed class JoinHintsTests
{
    private const string Key = "SHA256:7GCgokKK8pDklr+M3EaLxoM3PHJdo7gFmYDHYGQKEU0";

    private static readonly IPEndPoint Everywhere = new(IPAddress.IPv6Any, 5000);
    private static readonly IPAddress[] Own =
    [
        IPAddress.Parse("192.168.1.20"), IPAddress.Parse("fd00::20"), IPAddress.Parse("172.17.0.1"), IPAddress.Parse("172.18.0.1"),
    ];

    [Fact]
    public void A_first_start_says_what_others_type_and_where_the_data_are() =>
        new JoinHints(new ServerOptions { DataFolder = "/var/chat" }, [Everywhere], Own) { Fingerprint = Key, IsNewFolder = true }.Lines()
            .Should().Equal(
                "Others join with:         chat-client 192.168.1.20:5000 or 172.17.0.1:5000",
                "  or in a browser:        http://192.168.1.20:5000",
                "  or find it themselves:  chat-client discover",
                $"Its key, to compare:      {Key}",
                "Its data are now in:      /var/chat",
                "  --data DIR puts them elsewhere, --in-memory stores nothing.",
                "Ctrl-C stops it; chat-server --help tells more.");

    [Fact]
    public void A_later_start_does_not_speak_of_the_data() =>
        Hints(new ServerOptions { DataFolder = "/var/chat" }).Should().NotContain(line => line.Contains("/var/chat"));

    [Fact]
    public void What_is_off_is_not_told() =>
        Hints(new ServerOptions { Web = false, Discovery = DiscoveryMode.Off }).Should()
            .Equal(
                "Others join with:         chat-client 192.168.1.20:5000 or 172.17.0.1:5000",
                "Ctrl-C stops it; chat-server --help tells more.");

    [Fact]
    public void Where_TLS_is_required_a_browser_uses_it() =>
        Hints(new ServerOptions { Tls = TlsMode.Required }).Should().Contain("  or in a browser:        https://192.168.1.20:5000");

    [Fact]
    public void Another_port_is_named_everywhere() =>
        new JoinHints(new ServerOptions(), [new IPEndPoint(IPAddress.Any, 6667), new IPEndPoint(IPAddress.Any, 6697)], Own).Lines().Take(3)
            .Should().Equal(
                "Others join with:         chat-client 192.168.1.20:6667 or 172.17.0.1:6667",
                "  or in a browser:        http://192.168.1.20:6667",
                "  or find it themselves:  chat-client discover --port 6667");

    [Fact]
    public void A_server_for_this_machine_alone_says_so() =>
        new JoinHints(new ServerOptions(), [new IPEndPoint(IPAddress.Loopback, 5000), new IPEndPoint(IPAddress.IPv6Loopback, 5000)], Own)
            .Lines().Take(2).Should().Equal(
                "Join on this machine:     chat-client localhost:5000",
                "  or in a browser:        http://localhost:5000");

    [Fact]
    public void An_address_that_it_is_bound_to_is_the_one() =>
        new JoinHints(
            new ServerOptions(), [new IPEndPoint(IPAddress.Loopback, 5000), new IPEndPoint(IPAddress.Parse("10.0.0.7"), 5000)], Own)
            .Lines().First().Should().Be("Others join with:         chat-client 10.0.0.7:5000");

    [Fact]
    public void Where_there_is_only_IPv6_the_address_is_in_brackets() =>
        new JoinHints(new ServerOptions(), [Everywhere], [IPAddress.Parse("fd00::20")]).Lines().First()
            .Should().Be("Others join with:         chat-client [fd00::20]:5000");

    [Fact]
    public void A_machine_without_a_network_is_joined_from_itself() =>
        new JoinHints(new ServerOptions(), [Everywhere], []).Lines().First()
            .Should().Be("Join on this machine:     chat-client localhost:5000");

    [Fact]
    public void The_machine_s_own_addresses_are_good_for_others() =>
        JoinHints.OwnAddresses().Should().OnlyContain(address => !IPAddress.IsLoopback(address) && !address.IsIPv6LinkLocal);

    private static IEnumerable<string> Hints(ServerOptions options) => new JoinHints(options, [Everywhere], Own).Lines();
}
