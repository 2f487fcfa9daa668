using ChatSockets.Client.Connection.Dialing;

namespace ChatSockets.Client.Tests.Connection.Dialing;

public sealed class ServerAddressTests
{
    [Theory]
    [InlineData("localhost", "localhost", 5000)]
    [InlineData("localhost:6667", "localhost", 6667)]
    [InlineData("[::1]:5001", "::1", 5001)]
    [InlineData("[::1]", "::1", 5000)]
    [InlineData("::1", "::1", 5000)]
    [InlineData("192.0.2.7:80", "192.0.2.7", 80)]
    [InlineData("irc://chat.example", "chat.example", 6667)]
    [InlineData("IRC://[::1]:7000/", "::1", 7000)]
    public void An_address_has_a_host_and_a_port(string text, string host, int port)
    {
        ServerAddress? address = ServerAddress.Parse(text, out _);
        address!.Host.Should().Be(host);
        address.Port.Should().Be(port);
        address.Rooms.Should().BeEmpty();
    }

    [Theory]
    [InlineData("irc://h/dev", "#dev")]
    [InlineData("irc://h:1/%23dev", "#dev")]
    [InlineData("irc://h/#dev", "#dev")]
    [InlineData("irc://h#dev", "#dev")]
    [InlineData("irc://h/dev,bob,isnick?key=1", "#dev #bob")]
    public void A_url_names_rooms(string text, string rooms) =>
        string.Join(' ', ServerAddress.Parse(text, out _)!.Rooms).Should().Be(rooms);

    [Theory]
    [InlineData("")]
    [InlineData(":5000")]
    [InlineData("host:")]
    [InlineData("host:0")]
    [InlineData("host:65536")]
    [InlineData("host:-1")]
    [InlineData("host:x")]
    [InlineData("[::1")]
    [InlineData("[::1]5000")]
    [InlineData("--option")]
    [InlineData("two words")]
    [InlineData("http://host")]
    [InlineData("irc://")]
    [InlineData("ircs://")]
    public void What_is_no_address_is_refused_with_a_sentence(string text)
    {
        ServerAddress.Parse(text, out string error).Should().BeNull();
        error.Should().EndWith(".");
    }

    [Theory]
    [InlineData("ircs://chat.example", "ircs://chat.example:6697")]
    [InlineData("IRCS://[::1]:7000/dev", "ircs://[::1]:7000")]
    [InlineData("irc://chat.example", "chat.example:6667")]
    public void An_ircs_url_is_TLS_and_stays_one(string text, string typed)
    {
        ServerAddress address = ServerAddress.Parse(text, out _)!;
        address.RequiresTls.Should().Be(typed.StartsWith("ircs", StringComparison.Ordinal));
        address.Typed.Should().Be(typed);
        ServerAddress.Parse(typed, out _).Should().BeEquivalentTo(address with { Rooms = [] });
    }

    [Fact]
    public void It_is_shown_as_it_would_be_typed()
    {
        new ServerAddress("::1", 5000).ToString().Should().Be("[::1]:5000");
        new ServerAddress("localhost", 5000).ToString().Should().Be("localhost:5000");
    }
}
