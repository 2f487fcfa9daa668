using System.Text;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Protocol.Sasl;

namespace ChatSockets.Client.Tests.Connection;

public sealed class AccountLoginTests
{
    private const string Password = "correct horse";

    private static readonly ScramKeys Keys = ScramKeys.Create(Password, ScramKeys.MinimumIterations)!;

    [Fact]
    public void With_scram_the_password_never_leaves_and_registration_goes_on_when_the_server_has_shown_that_it_knows_it()
    {
        SessionUnderTest test = Offered("sasl=PLAIN,SCRAM-SHA-256");
        test.Sent.Should().Equal("AUTHENTICATE SCRAM-SHA-256");
        ScramServer server = Challenge(test, Keys);
        server.Step(Taken(test), out byte[] final).Should().Be(SaslStep.Continue);
        test.Receive($"AUTHENTICATE {Convert.ToBase64String(final)}").Should().BeEmpty();
        test.Sent.Should().Equal("AUTHENTICATE +");
        server.Step([], out _).Should().Be(SaslStep.Succeeded);
        test.Receive(":s 900 * *!*@host alice :You are now logged in", ":s 903 * :SASL authentication successful").Should().BeEmpty();
        test.Sent.Should().EndWith("CAP END");
        test.Receive(":s 001 alice :Welcome", ":s 422 alice :No MOTD").Should().ContainSingle(happened => happened is Registered);
    }

    [Fact]
    public void A_server_that_does_not_show_that_it_knows_the_account_is_not_believed()
    {
        SessionUnderTest early = Offered("sasl=SCRAM-SHA-256");
        Challenge(early, Keys);
        Refusal(early, ":s 903 * :SASL authentication successful").Should()
            .Be("no log-in to the account alice: the server did not show that it knows the account");
        early.Sent.Should().NotContain("CAP END");

        SessionUnderTest wrong = Offered("sasl=SCRAM-SHA-256");
        Challenge(wrong, Keys);
        Refusal(wrong, $"AUTHENTICATE {Convert.ToBase64String(Encoding.UTF8.GetBytes("v=" + Convert.ToBase64String(new byte[32])))}")
            .Should().StartWith("no log-in to the account alice: the server did not show that it knows the account (");
    }

    [Fact]
    public void Plain_follows_where_the_server_names_it_in_the_place_of_scram_and_the_password_may_be_shown()
    {
        SessionUnderTest test = Offered("sasl=PLAIN,SCRAM-SHA-256", mayBeShown: true);
        test.Receive("AUTHENTICATE +");
        test.Sent.Clear();

        test.Receive(":s 908 alice PLAIN :are available SASL mechanisms", ":s 904 alice :log in once with PLAIN");

        test.Sent.Should().Equal("AUTHENTICATE PLAIN");

        SessionUnderTest hidden = Offered("sasl=PLAIN,SCRAM-SHA-256");
        hidden.Receive("AUTHENTICATE +", ":s 908 alice PLAIN :are available SASL mechanisms");
        Refusal(hidden, ":s 904 alice :log in once with PLAIN").Should().Contain("--show-password");
    }

    [Theory]
    [InlineData("sasl=PLAIN")]
    [InlineData("sasl")]
    public void Plain_is_for_servers_without_scram_where_the_password_may_be_shown(string offer)
    {
        SessionUnderTest test = Offered(offer, mayBeShown: true);
        test.Sent.Should().Equal("AUTHENTICATE PLAIN");
        test.Sent.Clear();
        test.Receive("AUTHENTICATE +");
        test.Sent.Should().Equal($"AUTHENTICATE {Convert.ToBase64String(Encoding.UTF8.GetBytes($"\0alice\0{Password}"))}");
        test.Receive(":s 903 * :SASL authentication successful");
        test.Sent.Should().EndWith("CAP END");

        SessionUnderTest refused = Started(mayBeShown: false);
        refused.Receive($":s CAP * LS :{offer}");
        Refusal(refused, ":s CAP * ACK :sasl").Should().Be(
            "no log-in to the account alice: the server has no SCRAM, and the password would be sent as it is: "
                + "--show-password allows that");
        refused.Sent.Should().NotContain(line => line.StartsWith("AUTHENTICATE", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(":s CAP * LS :message-tags", "the server has no accounts, or does not let us log in (no SASL)")]
    [InlineData(":s 001 alice :Welcome", "the server has no accounts, or does not let us log in (no SASL)")]
    public void Without_a_way_to_log_in_we_do_not_stay(string line, string reason) =>
        Refusal(Started(), line).Should().Be($"no log-in to the account alice: {reason}");

    [Theory]
    [InlineData(":s CAP * NAK :sasl", "the server has no accounts, or does not let us log in (no SASL)")]
    [InlineData(":s 904 * :SASL authentication failed", "SASL authentication failed")]
    [InlineData(":s 902 * :You must use a nick assigned to you", "You must use a nick assigned to you")]
    [InlineData("AUTHENTICATE $$$", "the server sent something that is not SASL")]
    public void What_goes_wrong_is_told(string line, string reason)
    {
        SessionUnderTest test = line.Contains("NAK", StringComparison.Ordinal) ? Started() : Offered("sasl=SCRAM-SHA-256");
        if (line.Contains("NAK", StringComparison.Ordinal)) test.Receive(":s CAP * LS :sasl=SCRAM-SHA-256");
        Refusal(test, line).Should().Be($"no log-in to the account alice: {reason}");
    }

    [Fact]
    public void A_server_with_other_ways_only_is_told_apart()
    {
        SessionUnderTest test = Started(mayBeShown: true);
        test.Receive(":s CAP * LS :sasl=EXTERNAL,ECDSA");
        Refusal(test, ":s CAP * ACK :sasl").Should()
            .Be("no log-in to the account alice: the server knows none of our ways to log in, only EXTERNAL,ECDSA");
    }

    [Fact]
    public void Without_an_account_nothing_is_asked_for()
    {
        var test = new SessionUnderTest();
        test.Receive(":s CAP * LS :sasl=PLAIN");
        test.Sent.Should().EndWith("CAP END");
    }

    [Fact]
    public void Over_TLS_and_on_this_machine_the_password_may_be_shown()
    {
        foreach (LinkSecurity security in new[] { new LinkSecurity("TLS 1.3", IsLocal: false), new LinkSecurity(null, IsLocal: true) })
        {
            var test = new SessionUnderTest(account: new Credentials("alice", Password, MayBeShown: false), security: security);
            test.Receive(":s CAP * LS :sasl=PLAIN", ":s CAP * ACK :sasl");
            test.Sent.Should().EndWith("AUTHENTICATE PLAIN");
        }
    }

    [Fact]
    public void A_certificate_logs_in_before_any_password_does()
    {
        SessionUnderTest test = WithCertificate("sasl=PLAIN,EXTERNAL,SCRAM-SHA-256", new Credentials("alice", Password, false));
        test.Sent.Should().EndWith("AUTHENTICATE EXTERNAL");
        test.Receive("AUTHENTICATE +");
        test.Sent.Should().EndWith("AUTHENTICATE YWxpY2U=", "it is alice's account that is asked for, whosever the certificate is");
        test.Receive(":s 900 * *!*@h alice :You are now logged in", ":s 903 * :SASL authentication successful").Should().BeEmpty();
        test.Sent.Should().EndWith("CAP END");
        test.Session.UsedCertificate.Should().BeTrue();
    }

    [Fact]
    public void A_certificate_that_is_not_accepted_leaves_the_password()
    {
        SessionUnderTest test = WithCertificate("sasl=EXTERNAL,PLAIN", new Credentials("alice", Password, false));
        test.Receive("AUTHENTICATE +", ":s 904 * :SASL authentication failed").Should().BeEmpty();
        test.Sent.Should().EndWith("AUTHENTICATE PLAIN");
        test.Session.UsedCertificate.Should().BeFalse();

        SessionUnderTest without = WithCertificate("sasl=EXTERNAL,PLAIN", new Credentials("alice", null, false));
        Refusal(without, ":s 904 * :SASL authentication failed").Should()
            .Be("no log-in to the account alice: the server did not accept the certificate: SASL authentication failed");
    }

    [Fact]
    public void A_certificate_that_the_server_does_not_know_yet_is_not_tried()
    {
        var account = new Credentials("alice", Password, false) { WithoutCertificate = true };
        SessionUnderTest test = WithCertificate("sasl=EXTERNAL,PLAIN", account);
        test.Sent.Should().EndWith("AUTHENTICATE PLAIN").And.NotContain("AUTHENTICATE EXTERNAL");
    }

    [Fact]
    public void A_server_that_takes_no_certificates_is_asked_for_none()
    {
        SessionUnderTest test = WithCertificate("sasl=PLAIN", new Credentials("alice", Password, false));
        test.Sent.Should().EndWith("AUTHENTICATE PLAIN");

        SessionUnderTest without = new(account: new Credentials("alice", null, false), security: Certified);
        without.Receive(":s CAP * LS :sasl=PLAIN");
        Refusal(without, ":s CAP * ACK :sasl").Should()
            .Be("no log-in to the account alice: the server takes no certificates (no EXTERNAL)");
    }

    [Fact]
    public void Without_an_account_a_certificate_logs_in_if_the_server_knows_it_and_otherwise_we_stay_a_guest()
    {
        SessionUnderTest known = WithCertificate("sasl=EXTERNAL", null);
        known.Sent.Should().EndWith("AUTHENTICATE EXTERNAL");
        known.Receive("AUTHENTICATE +");
        known.Sent.Should().EndWith("AUTHENTICATE +", "whose account it is, the server knows");
        known.Receive(":s 903 * :SASL authentication successful");
        known.Sent.Should().EndWith("CAP END");

        SessionUnderTest unknown = WithCertificate("sasl=EXTERNAL", null);
        unknown.Receive("AUTHENTICATE +", ":s 904 * :SASL authentication failed").Should().ContainSingle()
            .Which.Should().BeOfType<Informed>().Which.Text.Should()
            .Be("not logged in: the server did not accept the certificate: SASL authentication failed");
        unknown.Sent.Should().EndWith("CAP END");

        foreach (string offer in new[] { "sasl=PLAIN", "message-tags" })
        {
            SessionUnderTest not = new(security: Certified);
            not.Receive($":s CAP * LS :{offer}", ":s CAP * ACK :message-tags");
            not.Sent.Should().NotContain(line => line.Contains("sasl", StringComparison.Ordinal));
            not.Receive(":s 001 alice :Welcome", ":s 422 alice :No MOTD").Should().ContainSingle(happened => happened is Registered);
            not.Sent.Should().ContainSingle(line => line == "CAP END");
        }
    }

    private static LinkSecurity Certified => new("TLS 1.3", IsLocal: false) { HasCertificate = true };

    private static SessionUnderTest WithCertificate(string offer, Credentials? account)
    {
        var test = new SessionUnderTest(account: account, security: Certified);
        test.Receive($":s CAP * LS :{offer}");
        test.Sent.Should().EndWith("CAP REQ sasl");
        test.Receive(":s CAP * ACK :sasl");
        return test;
    }

    private static SessionUnderTest Started(bool mayBeShown = false) => new(account: new Credentials("alice", Password, mayBeShown));

    // The capability is granted, and nothing is in what was sent but what came after.
    private static SessionUnderTest Offered(string offer, bool mayBeShown = false)
    {
        SessionUnderTest test = Started(mayBeShown);
        test.Receive($":s CAP * LS :{offer}");
        test.Sent.Should().EndWith("CAP REQ sasl");
        test.Sent.Clear();
        test.Receive(":s CAP * ACK :sasl");
        return test;
    }

    // The client has sent its first message and got the server's.
    private static ScramServer Challenge(SessionUnderTest test, ScramKeys keys)
    {
        var server = new ScramServer(_ => keys);
        test.Sent.Clear();
        test.Receive("AUTHENTICATE +");
        server.Step(Taken(test), out byte[] first).Should().Be(SaslStep.Continue);
        test.Receive($"AUTHENTICATE {Convert.ToBase64String(first)}");
        return server;
    }

    private static byte[] Taken(SessionUnderTest test)
    {
        string sent = test.Sent.Should().ContainSingle().Which;
        test.Sent.Clear();
        sent.Should().StartWith("AUTHENTICATE ");
        return Convert.FromBase64String(sent["AUTHENTICATE ".Length..]);
    }

    private static string Refusal(SessionUnderTest test, string line) =>
        test.Receive(line).Should().ContainSingle().Which.Should().BeOfType<RegistrationRefused>().Which.Reason;
}
