using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Tests.Connection;

public sealed class RegistrationTests
{
    [Fact]
    public void The_first_words_are_capabilities_password_nickname_and_user() =>
        new SessionUnderTest(password: "sesame").Sent.Should().Equal("CAP LS 302", "PASS sesame", "NICK alice", "USER alice 0 * alice");

    [Fact]
    public void What_is_offered_and_wanted_is_requested_once_the_whole_list_is_there()
    {
        var test = new SessionUnderTest();
        test.Sent.Clear();

        test.Receive(":s CAP * LS * :sasl=PLAIN message-tags");
        test.Sent.Should().BeEmpty();
        test.Receive(":s CAP * LS :echo-message server-time=x");
        test.Sent.Should().Equal("CAP REQ :echo-message message-tags server-time");
        test.Session.Echoes.Should().BeFalse();
        test.Receive(":s CAP * ACK :echo-message message-tags server-time");
        test.Sent.Should().EndWith("CAP END");
        test.Session.Echoes.Should().BeTrue();
    }

    [Fact]
    public void A_server_that_offers_nothing_wanted_is_not_kept_waiting()
    {
        var test = new SessionUnderTest();
        test.Receive(":s CAP * LS :sasl");
        test.Sent.Should().EndWith("CAP END");
    }

    [Fact]
    public void A_refused_request_ends_the_negotiation_too()
    {
        var test = new SessionUnderTest();
        test.Receive(":s CAP * LS :echo-message", ":s CAP * NAK :echo-message");
        test.Sent.Should().EndWith("CAP END");
        test.Session.Echoes.Should().BeFalse();
    }

    [Fact]
    public void Capabilities_come_and_go_later()
    {
        var test = SessionUnderTest.InLobby("message-tags");
        test.Receive(":s CAP alice NEW :echo-message");
        test.Sent.Should().Equal("CAP REQ echo-message");
        test.Receive(":s CAP alice ACK :echo-message");
        test.Session.Echoes.Should().BeTrue();
        test.Receive(":s CAP alice DEL :echo-message");
        test.Session.Echoes.Should().BeFalse();
        test.Sent.Should().HaveCount(1);
    }

    [Fact]
    public void In_clear_text_whoever_is_sent_to_TLS_says_nothing_more()
    {
        var test = new SessionUnderTest();
        test.Sent.Clear();
        test.Receive(":s CAP * LS :echo-message sts=port=6697,duration=600").Should().ContainSingle()
            .Which.Should().BeOfType<StrictTransportSeen>().Which.Offer.Should().Be(new StsOffer(6697, TimeSpan.FromSeconds(600)));
        test.Sent.Should().BeEmpty();
    }

    [Fact]
    public void Over_TLS_strict_transport_is_seen_and_never_requested()
    {
        var test = new SessionUnderTest(security: new LinkSecurity("TLS 1.3", IsLocal: false));
        test.Receive(":s CAP * LS :sts=port=6697,duration=600 echo-message").Should().ContainSingle(each => each is StrictTransportSeen);
        test.Sent.Should().EndWith("CAP REQ echo-message");
        test.Receive(":s CAP * DEL :sts").Should().BeEmpty();
        test.Receive(":s CAP * NEW :sts=duration=0").Should().ContainSingle(each => each is StrictTransportSeen);
        test.Sent.Should().EndWith("CAP REQ echo-message");
    }
}
