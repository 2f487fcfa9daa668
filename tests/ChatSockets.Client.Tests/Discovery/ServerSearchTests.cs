using System.Net;
using ChatSockets.Client.Discovery;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Tests.Discovery;

public sealed class ServerSearchTests
{
    private static readonly DiscoveryReply Reply = new() { Name = "chat.a", Port = 5000, Instance = 7, Users = 2 };

    [Fact]
    public void The_servers_that_answer_are_found_each_once()
    {
        using var one = new FakeDiscovery((request, _) => [FakeDiscovery.Bytes(Reply with { Nonce = request.Nonce })]);
        using var two = new FakeDiscovery((request, _) =>
            [FakeDiscovery.Bytes(Reply with { Nonce = request.Nonce, Instance = 8, Name = "Bee" })]);
        Search(one, two).Select(server => (server.Name, server.Address.ToString())).Should()
            .Equal(("Bee", "127.0.0.1:5000"), ("chat.a", "127.0.0.1:5000"));
    }

    [Fact]
    public void A_lost_request_is_asked_again()
    {
        using var server = new FakeDiscovery((request, number) =>
            number < 3 ? [] : [FakeDiscovery.Bytes(Reply with { Nonce = request.Nonce })]);
        Search(server).Should().ContainSingle();
    }

    [Fact]
    public void What_is_no_answer_to_this_request_counts_for_nothing()
    {
        using var server = new FakeDiscovery((request, _) =>
        [
            [], [1, 2, 3], FakeDiscovery.Bytes(Reply with { Nonce = request.Nonce + 1 }), request.ToBytes(), new byte[3000],
        ]);
        Search(server).Should().BeEmpty();
    }

    [Fact]
    public void Where_nobody_listens_nothing_is_found()
    {
        IPEndPoint free;
        using (var server = new FakeDiscovery((_, _) => [])) free = server.EndPoint;
        using var search = new ServerSearch([new SearchTarget(IPAddress.Loopback, free)]);
        search.Run(TimeSpan.FromMilliseconds(60)).Should().BeEmpty();
    }

    [Fact]
    public void One_server_on_several_networks_is_one_row_with_the_best_address_first()
    {
        string[] sources = ["fe80::1%3", "2001:db8::1", "10.0.0.2", "127.0.0.1"];
        FoundServer found = FoundServer.From(sources.Select(source => (Reply, IPAddress.Parse(source)))).Should().ContainSingle().Subject;
        found.Addresses.Select(address => address.ToString()).Should()
            .Equal("127.0.0.1:5000", "10.0.0.2:5000", "[2001:db8::1]:5000", "[fe80::1%3]:5000");
        FoundServer.From(sources.Select(source => (Reply with { Instance = 0 }, IPAddress.Parse(source)))).Should().HaveCount(4);
    }

    [Fact]
    public void What_a_stranger_says_does_not_reach_the_terminal()
    {
        DiscoveryReply nasty = Reply with { Name = "\e[31ma", Version = "v\r1", MessageOfTheDay = " hi\e]0;x\a", KeyFingerprint = "k\t\b" };
        IReadOnlyList<FoundServer> found = FoundServer.From([(nasty, IPAddress.Loopback)]);
        foreach (bool isForPerson in new[] { true, false })
            ServerTable.Text(found, isForPerson).Replace("\t", "").Replace("\n", "").Should().NotMatchRegex(@"\p{Cc}");
    }

    [Fact]
    public void A_person_gets_columns_and_a_script_tabs()
    {
        IReadOnlyList<FoundServer> found = FoundServer.From(
        [
            (Reply with { Name = "語.example", Version = "x-1", MessageOfTheDay = "Tea at six." }, IPAddress.Parse("10.0.0.2")),
            (Reply with { Instance = 9, HasTls = true, KeyFingerprint = "SHA256:abc" }, IPAddress.Parse("10.0.0.30")),
        ]);
        ServerTable.Text(found, isForPerson: true).Should().Be(
            "NAME        ADDRESS         USERS  VERSION  KEY         MESSAGE OF THE DAY\n"
            + "chat.a      10.0.0.30:5000  2               SHA256:abc\n"
            + "語.example  10.0.0.2:5000   2      x-1      -           Tea at six.\n");
        ServerTable.Text(found, isForPerson: false).Should().Be(
            "chat.a\t10.0.0.30:5000\t2\t\tSHA256:abc\t\n語.example\t10.0.0.2:5000\t2\tx-1\t-\tTea at six.\n");
    }

    [Theory]
    [InlineData("192.168.1.7", 24, "192.168.1.255")]
    [InlineData("172.16.5.4", 12, "172.31.255.255")]
    [InlineData("10.0.0.5", 30, "10.0.0.7")]
    [InlineData("10.0.0.4", 31, null)]
    [InlineData("10.0.0.4", 32, null)]
    public void A_network_has_an_address_of_everybody(string address, int prefix, string? broadcast) =>
        SearchTarget.Broadcast(IPAddress.Parse(address), prefix)?.ToString().Should().Be(broadcast);

    private static IReadOnlyList<FoundServer> Search(params FakeDiscovery[] servers)
    {
        using var search = new ServerSearch(servers.Select(server => new SearchTarget(IPAddress.Loopback, server.EndPoint)));
        return search.Run(TimeSpan.FromMilliseconds(300));
    }
}
