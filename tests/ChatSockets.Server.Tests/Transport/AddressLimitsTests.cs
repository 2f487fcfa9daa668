using System.Net;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Transport;

namespace ChatSockets.Server.Tests.Transport;

public sealed class AddressLimitsTests : IDisposable
{
    private const string TooMany = "Too many connections from your address. Please close one of them.";
    private const string TooManyOfNetwork = "Too many connections from your network. Please try again later.";
    private const string TooFast = "Too many connections from your address in a short time. Please wait a minute.";

    private readonly ManualClock _clock = new();
    private readonly CollectingSink _log = new();
    private readonly List<ServerContext> _contexts = [];

    [Fact]
    public void So_many_at_a_time_and_the_next_when_one_has_left()
    {
        AddressLimits limits = Limits(atATime: 2, aMinute: 0);
        limits.Enter(Of("192.0.2.1"), out AddressLimits.Place? first).Should().BeNull();
        limits.Enter(Of("192.0.2.1"), out _).Should().BeNull();
        limits.Enter(Of("192.0.2.1"), out AddressLimits.Place? refused).Should().Be(TooMany);
        refused.Should().BeNull();
        limits.Leave(refused);
        limits.Enter(Of("192.0.2.1"), out _).Should().Be(TooMany);
        limits.Enter(Of("192.0.2.2"), out _).Should().BeNull("it is another address");
        limits.Leave(first);
        limits.Enter(Of("192.0.2.1"), out _).Should().BeNull();
        limits.Enter(Of("192.0.2.1"), out _).Should().Be(TooMany);
    }

    [Fact]
    public void So_many_new_ones_a_minute_whether_they_have_left_or_not()
    {
        AddressLimits limits = Limits(atATime: 10, aMinute: 3);
        for (int minute = 0; minute < 3; minute++)
        {
            for (int i = 0; i < 3; i++)
            {
                limits.Enter(Of("192.0.2.1"), out AddressLimits.Place? place).Should().BeNull();
                limits.Leave(place);
            }
            limits.Enter(Of("192.0.2.1"), out _).Should().Be(TooFast);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public void What_was_used_up_comes_again_one_by_one()
    {
        AddressLimits limits = Limits(atATime: 100, aMinute: 3);
        for (int i = 0; i < 3; i++) limits.Enter(Of("192.0.2.1"), out _).Should().BeNull();
        for (int i = 0; i < 3; i++)
        {
            _clock.Advance(TimeSpan.FromSeconds(19.9));
            limits.Enter(Of("192.0.2.1"), out _).Should().Be(TooFast);
            _clock.Advance(TimeSpan.FromSeconds(0.1));
            limits.Enter(Of("192.0.2.1"), out _).Should().BeNull();
        }
    }

    [Theory]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("::ffff:192.0.2.1", "::ffff:192.0.2.2", false)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::", true)]
    [InlineData("2001:db8:1:2::", "2001:db8:1:3::", false)]
    [InlineData("fe80::1%3", "fe80::2%3", true)]
    public void An_address_is_an_IPv4_address_or_an_IPv6_customer(string one, string other, bool isSame)
    {
        AddressLimits limits = Limits(atATime: 1, aMinute: 0);
        limits.Enter(Of(one), out _).Should().BeNull();
        limits.Enter(Of(other), out _).Should().Be(isSame ? TooMany : null);
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.200", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.0", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:ffff::1", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:2:2::1", false)]
    public void A_network_is_an_IPv4_24_or_an_IPv6_48(string one, string other, bool isSame)
    {
        AddressLimits limits = Limits(atATime: 10, aMinute: 0, atATimeOfNetwork: 1);
        limits.Enter(Of(one), out AddressLimits.Place? first).Should().BeNull();
        limits.Enter(Of(other), out _).Should().Be(isSame ? TooManyOfNetwork : null);
        limits.Leave(first);
        limits.Enter(Of(one), out _).Should().BeNull();
    }

    [Fact]
    public void Many_addresses_of_a_network_share_so_many_new_ones_a_minute_and_a_refused_address_takes_none_of_them()
    {
        AddressLimits limits = Limits(atATime: 10, aMinute: 1, aMinuteOfNetwork: 3);
        for (int i = 0; i < 5; i++) limits.Enter(Of("192.0.2.1"), out _);
        limits.Enter(Of("192.0.2.2"), out _).Should().BeNull();
        limits.Enter(Of("192.0.2.3"), out _).Should().BeNull();
        limits.Enter(Of("192.0.2.4"), out _).Should().Be("Too many connections from your network in a short time. Please wait a minute.");
        _clock.Advance(TimeSpan.FromMinutes(1));
        limits.Enter(Of("192.0.2.4"), out _).Should().BeNull();
    }

    [Fact]
    public void A_class_behind_one_address_fits_and_so_do_three_others_of_its_network()
    {
        var options = new ServerOptions();
        AddressLimits limits = Limits(options.MaximumConnectionsPerAddress, options.ConnectionRatePerAddress,
            options.MaximumConnectionsPerNetwork, options.ConnectionRatePerNetwork);
        for (int address = 1; address <= 4; address++)
        {
            for (int i = 0; i < options.MaximumConnectionsPerAddress; i++)
                limits.Enter(Of($"192.0.2.{address}"), out _).Should().BeNull();
        }
        limits.Enter(Of("192.0.2.5"), out _).Should().Be(TooManyOfNetwork);
    }

    [Fact]
    public void A_network_is_forgotten_with_its_last_address()
    {
        AddressLimits limits = Limits(atATime: 10, aMinute: 5);
        limits.Enter(Of("192.0.2.1"), out AddressLimits.Place? one);
        limits.Enter(Of("192.0.2.2"), out AddressLimits.Place? other);
        limits.NetworkCount.Should().Be(1);
        limits.Leave(one);
        _clock.Advance(TimeSpan.FromMinutes(1));
        limits.Enter(Of("198.51.100.1"), out _);
        (limits.Count, limits.NetworkCount).Should().Be((2, 2));
        limits.Leave(other);
        _clock.Advance(TimeSpan.FromMinutes(1));
        limits.Enter(Of("198.51.100.1"), out _);
        (limits.Count, limits.NetworkCount).Should().Be((1, 1));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.3.2.1")]
    [InlineData("::1")]
    public void A_trusted_network_has_no_limit_and_is_not_remembered(string address)
    {
        AddressLimits limits = Limits(atATime: 1, aMinute: 1);
        for (int i = 0; i < 10; i++)
        {
            limits.Enter(Of(address), out AddressLimits.Place? place).Should().BeNull();
            place.Should().BeNull();
        }
        (limits.Count, limits.NetworkCount).Should().Be((0, 0));
    }

    [Fact]
    public void Of_a_refused_crowd_one_a_minute_is_logged_for_each_address()
    {
        AddressLimits limits = Limits(atATime: 1, aMinute: 0);
        for (int i = 0; i < 100; i++)
        {
            limits.Enter(Of("192.0.2.1"), out _);
            limits.Enter(Of("2001:db8::1"), out _);
        }
        _log.Lines.Select(line => line.TrimEnd()).Should().Equal(
            $"Warning: A connection from \"192.0.2.1\" was refused: \"{TooMany}\"",
            $"Warning: A connection from \"2001:db8::1\" was refused: \"{TooMany}\"");
        _clock.Advance(TimeSpan.FromMinutes(1));
        for (int i = 0; i < 100; i++) limits.Enter(Of("192.0.2.1"), out _);
        _log.Lines.Should().HaveCount(3);
    }

    [Fact]
    public void Whoever_has_gone_is_forgotten_a_minute_later_and_whoever_is_there_is_not()
    {
        AddressLimits limits = Limits(atATime: 1, aMinute: 5);
        for (int i = 0; i < 200; i++)
        {
            limits.Enter(Of($"192.0.2.{i}"), out AddressLimits.Place? place);
            if (i > 0) limits.Leave(place);
        }
        limits.Count.Should().Be(200);
        _clock.Advance(TimeSpan.FromMinutes(1));
        limits.Enter(Of("198.51.100.1"), out _);
        limits.Count.Should().Be(2);
        limits.Enter(Of("192.0.2.0"), out _).Should().Be(TooMany);
    }

    [Fact]
    public async Task A_connection_too_many_is_told_so_and_none_is_counted_for_ever()
    {
        await using Chat chat = await Chat.StartAsync(Limited);
        for (int round = 0; round < 3; round++)
        {
            TestClient first = await chat.ConnectAsync();
            await first.AskAsync("CAP LS");
            TestClient second = await chat.ConnectAsync();
            await second.AskAsync("CAP LS");
            TestClient third = await chat.ConnectAsync();
            (await third.ReadToEndAsync()).Should().Equal($"ERROR :{TooMany}");
            chat.Server.ConnectionCount.Should().Be(2);
            first.Dispose();
            second.Dispose();
            await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 0, "the connections to be counted out");
        }
    }

    [Fact]
    public async Task A_server_that_is_full_does_not_count_whom_it_sends_away()
    {
        await using Chat chat = await Chat.StartAsync(options => Limited(options) with { MaximumConnections = 1 });
        TestClient first = await chat.ConnectAsync();
        await first.AskAsync("CAP LS");
        for (int i = 0; i < 5; i++)
        {
            TestClient next = await chat.ConnectAsync();
            (await next.ReadToEndAsync()).Should().Equal("ERROR :The server is full. Please try again later.");
        }
    }

    public void Dispose()
    {
        foreach (ServerContext context in _contexts) context.Lanes.Dispose();
    }

    private static ServerOptions Limited(ServerOptions options) =>
        options with { ExemptNetworks = [], MaximumConnectionsPerAddress = 2, ConnectionRatePerAddress = 0 };

    private AddressLimits Limits(int atATime, int aMinute, int atATimeOfNetwork = 0, int aMinuteOfNetwork = 0)
    {
        var context = new ServerContext(new ServerOptions
        {
            Clock = _clock,
            Log = _log.Log,
            MaximumConnectionsPerAddress = atATime,
            ConnectionRatePerAddress = aMinute,
            MaximumConnectionsPerNetwork = atATimeOfNetwork,
            ConnectionRatePerNetwork = aMinuteOfNetwork,
            WriteLanes = 1,
        });
        _contexts.Add(context);
        return new AddressLimits(context);
    }

    private static IPAddress Of(string address) => IPAddress.Parse(address);
}
