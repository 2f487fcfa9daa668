using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests.Connection.Tls;

/// <summary>Whom the client talks to, and whom not. <see cref="Far"/> has it take this machine for one on a network.</summary>
public sealed class SecureDialerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TrustStore _store;

    public SecureDialerTests() => _store = new TrustStore(_folder.File(), TimeProvider.System);

    private TlsOptions Far => new() { Store = _store, IsLocal = static _ => false };

    private TlsOptions Near => new() { Store = _store };

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_certificate_that_the_system_trusts_for_the_name_is_trusted_silently()
    {
        using X509Certificate2 authority = TestCertificates.Authority();
        using var server = new ScriptedServer { Certificate = TestCertificates.Make("localhost", authority: authority) };

        LinkSecurity security = Dial(Named(server, "localhost"), Far with { Authorities = [authority] });

        security.IsEncrypted.Should().BeTrue();
        security.Trust.Should().Be(KeyTrust.ByName);
        security.ToString().Should().Match("TLS 1.* (trusted by its name)");
        _store.KeyOf(server.Address).Should().BeNull("nothing needs to be remembered");
    }

    [Fact]
    public void The_name_and_the_protocol_are_told_to_the_server()
    {
        using var server = new ScriptedServer { Certificate = TestCertificates.Make("localhost") };

        Dial(Named(server, "localhost"), Near);

        server.Negotiated.Should().Be(("irc", "localhost"));
    }

    [Theory]
    [InlineData("localhost", -1, 30, false, "is signed by itself")]
    [InlineData("localhost", -30, -2, true, "has expired, on ")]
    [InlineData("other.example", -1, 30, true, "is for other.example, not for localhost")]
    public void A_certificate_that_cannot_be_verified_is_refused_with_its_key_and_what_to_do(
        string name, int from, int to, bool isSigned, string why)
    {
        using X509Certificate2 authority = TestCertificates.Authority();
        using X509Certificate2 certificate = TestCertificates.Make(name, authority: isSigned ? authority : null, fromDay: from, toDay: to);
        using var server = new ScriptedServer { Certificate = certificate };
        ServerAddress address = Named(server, "localhost");

        DialFailure failure = Refused(address, Far with { Authorities = [authority] });

        KeyFingerprint key = KeyFingerprint.Of(certificate);
        failure.Reason.Should().Contain(why).And.Contain($"The key is {key}").And.Contain("Nothing was sent");
        failure.Advice.Should().Be($"If it is the server's, trust it: chat-client trust {address} --fingerprint {key}");
        failure.Refusal.Should().Be(new LinkRefusal(RefusalKind.UnknownKey, address, key, MayAsk: true));
        server.Received.Should().BeEmpty();
    }

    [Fact]
    public void A_certificate_of_an_unknown_authority_is_told_apart()
    {
        using X509Certificate2 authority = TestCertificates.Authority(), other = TestCertificates.Authority();
        using var server = new ScriptedServer { Certificate = TestCertificates.Make("localhost", authority: other) };

        Refused(Named(server, "localhost"), Far with { Authorities = [authority] }).Reason
            .Should().Contain("is signed by an authority that this system does not trust");
    }

    [Fact]
    public void A_key_that_was_trusted_before_is_trusted_with_another_certificate_that_has_expired()
    {
        using ECDsa key = TestCertificates.Key();
        using var server = new ScriptedServer { Certificate = TestCertificates.Make("elsewhere.example", key, fromDay: -9, toDay: -8) };
        using X509Certificate2 earlier = TestCertificates.Make("localhost", key);
        _store.Remember(server.Address, KeyFingerprint.Of(earlier));

        Dial(server.Address, Far).Trust.Should().Be(KeyTrust.Remembered);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_changed_key_is_refused_loudly_with_both_keys_on_this_machine_too(bool isNear)
    {
        using X509Certificate2 before = TestCertificates.Make(), now = TestCertificates.Make();
        using var server = new ScriptedServer { Certificate = now };
        _store.Remember(server.Address, KeyFingerprint.Of(before));

        DialFailure failure = Refused(server.Address, isNear ? Near : Far);

        failure.Reason.Should().StartWith($"THE KEY OF {server.Address} HAS CHANGED").And.Contain("Nothing was sent")
            .And.Contain($"Trusted before: {KeyFingerprint.Of(before)}. Shown now: {KeyFingerprint.Of(now)}.");
        failure.Advice.Should().EndWith($"chat-client trust {server.Address} --fingerprint {KeyFingerprint.Of(now)}");
        failure.Refusal.Should().Be(new LinkRefusal(RefusalKind.ChangedKey, server.Address, KeyFingerprint.Of(now), MayAsk: false));
    }

    [Fact]
    public void A_named_key_is_the_only_one_that_is_trusted()
    {
        using X509Certificate2 authority = TestCertificates.Authority();
        using X509Certificate2 certificate = TestCertificates.Make("localhost", authority: authority);
        using var server = new ScriptedServer { Certificate = certificate };
        ServerAddress address = Named(server, "localhost");
        TlsOptions trusting = Far with { Authorities = [authority] };

        Dial(address, trusting with { Pinned = KeyFingerprint.Of(certificate) }).Trust.Should().Be(KeyTrust.Pinned);

        DialFailure failure = Refused(address, trusting with { Pinned = KeyFingerprint.Parse(KeyFingerprint.Example) });
        failure.Refusal!.Kind.Should().Be(RefusalKind.WrongKey);
        failure.Reason.Should().Contain($"Expected: {KeyFingerprint.Example}. Shown: {KeyFingerprint.Of(certificate)}");
    }

    [Fact]
    public void On_this_machine_an_unknown_key_is_trusted_and_not_remembered()
    {
        using var server = new ScriptedServer { Certificate = TestCertificates.Make() };

        Dial(server.Address, Near).Trust.Should().Be(KeyTrust.Local);

        _store.KeyOf(server.Address).Should().BeNull();
    }

    [Fact]
    public void A_server_without_TLS_is_talked_to_in_clear_text_on_this_machine()
    {
        using var server = new ScriptedServer();

        LinkSecurity security = Dial(server.Address, Near);

        security.Should().Be(new LinkSecurity(null, IsLocal: true));
        security.ToString().Should().Be("not encrypted, on this machine");
    }

    [Theory]
    [InlineData("ERROR :Closing link\r\n", "it answers with something else")]
    [InlineData("", "it closed the connection")]
    [InlineData(null, "it did not answer within 0.2 s")]
    public void Over_a_network_a_server_without_TLS_is_refused_with_the_flag_that_permits_it(string? answer, string why)
    {
        using var server = new Answering(answer);

        DialFailure failure = Refused(server.Address, Far with { Deadline = TimeSpan.FromSeconds(answer is null ? 0.2 : 30) });

        failure.Reason.Should().Be($"{server.Address} has no TLS ({why}), and nothing was sent");
        failure.Advice.Should().Contain("ircs://127.0.0.1 (port 6697)").And.Contain("--insecure-plaintext permits clear text");
        failure.Refusal!.Kind.Should().Be(RefusalKind.NoTls);
    }

    [Fact]
    public void Over_a_network_clear_text_must_be_permitted_and_TLS_comes_first_all_the_same()
    {
        TlsOptions permitting = Far with { Mode = TlsMode.InsecurePlaintext };
        using var plain = new ScriptedServer();
        LinkSecurity security = Dial(plain.Address, permitting);
        security.Should().Be(LinkSecurity.None);
        security.ToString().Should().Be("NOT ENCRYPTED");

        using var tls = new ScriptedServer { Certificate = TestCertificates.Make() };
        Refused(tls.Address, permitting).Refusal!.Kind.Should().Be(RefusalKind.UnknownKey, "who has TLS is not talked to in clear text");
    }

    [Theory]
    [InlineData(true, "Auto")]
    [InlineData(true, "InsecurePlaintext")]
    [InlineData(false, "Always")]
    public void What_must_be_TLS_is_never_clear_text(bool isUrl, string name)
    {
        TlsMode mode = Enum.Parse<TlsMode>(name);
        using var server = new ScriptedServer();

        DialFailure failure = Refused(server.Address with { RequiresTls = isUrl }, Near with { Mode = mode });

        failure.Refusal!.Kind.Should().Be(RefusalKind.NoTls);
        server.Connections.Should().Equal("TLS");
    }

    [Fact]
    public void Who_has_a_key_that_is_known_or_named_is_never_talked_to_in_clear_text()
    {
        using var server = new ScriptedServer();
        KeyFingerprint key = KeyFingerprint.Parse(KeyFingerprint.Example)!;
        foreach (TlsOptions tls in new[] { Near, Far with { Mode = TlsMode.InsecurePlaintext } })
        {
            DialFailure named = Refused(server.Address, tls with { Pinned = key });
            named.Advice.Should().Be("You named its key, which only a server with TLS has.");
            _store.Remember(server.Address, key);
            DialFailure known = Refused(server.Address, tls);
            known.Refusal!.Kind.Should().Be(RefusalKind.NoTls);
            known.Advice.Should().EndWith($"chat-client trust {server.Address} --forget");
            _store.Forget(server.Address);
        }
        server.Connections.Should().OnlyContain(connection => connection == "TLS");
    }

    [Fact]
    public void A_handshake_that_fails_is_no_reason_for_clear_text()
    {
        // A fatal alert, handshake_failure: RFC 8446, section 6.
        using var server = new Answering([21, 3, 3, 0, 2, 2, 40]);

        DialFailure failure = Refused(server.Address, Near);

        failure.Reason.Should().StartWith($"no TLS with {server.Address}: the handshake failed (");
        failure.Advice.Should().Be("The server must have TLS 1.2 or 1.3.");
        failure.Refusal!.Kind.Should().Be(RefusalKind.Handshake);
    }

    [Fact]
    public void A_policy_forbids_clear_text_and_asking_and_names_the_port()
    {
        using X509Certificate2 certificate = TestCertificates.Make("localhost");
        using var secure = new ScriptedServer { Certificate = certificate };
        using var plain = new ScriptedServer();
        _store.Remember("localhost", new StsPolicy(secure.Address.Port, DateTimeOffset.UtcNow.AddDays(1)));
        TlsOptions permitting = Far with { Mode = TlsMode.InsecurePlaintext };

        ServerAddress securely = Named(secure, "localhost") with { RequiresTls = true };
        Refused(Named(plain, "localhost"), permitting).Refusal.Should()
            .Be(new LinkRefusal(RefusalKind.UnknownKey, securely, KeyFingerprint.Of(certificate), MayAsk: false));

        Dial(Named(plain, "localhost"), permitting with { Pinned = KeyFingerprint.Of(certificate) }).IsEncrypted.Should().BeTrue();
        plain.Connections.Should().Equal("TLS", "TLS");
        secure.Connections.Should().Equal("TLS", "TLS");

        _store.Remember("localhost", new StsPolicy(secure.Address.Port, DateTimeOffset.UtcNow.AddDays(-1)));
        Dial(Named(plain, "localhost"), permitting).IsEncrypted.Should().BeFalse("the policy is over");
    }

    [Fact]
    public void A_line_of_known_hosts_that_cannot_be_read_is_not_as_good_as_none()
    {
        using var server = new ScriptedServer { Certificate = TestCertificates.Make() };
        _folder.Write("known-hosts", $"{server.Address} garbage\n");

        DialFailure failure = Refused(server.Address, Near);

        failure.Reason.Should().Contain("known-hosts has a wrong line");
        failure.Refusal.Should().BeNull();
    }

    [Fact]
    public void Our_certificate_is_shown_where_there_is_one()
    {
        using var server = new ScriptedServer { Certificate = TestCertificates.Make() };
        Dial(server.Address, Near).HasCertificate.Should().BeFalse();
        ClientCertificate.Make(_store.CertificatePath(server.Address), "alice", DateTimeOffset.UtcNow).Should().BeTrue();

        Dial(server.Address, Near).HasCertificate.Should().BeTrue();

        using X509Certificate2 own = ClientCertificate.Load(_store.CertificatePath(server.Address));
        server.ClientCertificates.Should().ContainSingle().Which.RawData.Should().Equal(own.RawData);
    }

    private static ServerAddress Named(ScriptedServer server, string host) => server.Address with { Host = host };

    [Fact]
    public void From_the_usual_port_for_clear_text_a_policy_leads_away_at_once()
    {
        using X509Certificate2 certificate = TestCertificates.Make("localhost");
        using var secure = new ScriptedServer { Certificate = certificate };
        _store.Remember("localhost", new StsPolicy(secure.Address.Port, DateTimeOffset.UtcNow.AddDays(1)));

        SecureConnection? connection = SecureDialer.Dial(new ServerAddress("localhost", ServerAddress.ClearTextPort),
            Far with { Pinned = KeyFingerprint.Of(certificate) }, out _);

        connection!.Server.Should().Be(Named(secure, "localhost") with { RequiresTls = true });
        connection.Socket.Dispose();
    }

    private static LinkSecurity Dial(ServerAddress server, TlsOptions tls)
    {
        SecureConnection? connection = SecureDialer.Dial(server, tls, out DialFailure? failure);
        connection.Should().NotBeNull(failure?.Reason);
        // The server has a turn, whatever the version of TLS.
        connection!.Stream.Write("PING x\r\n"u8);
        byte[] answer = new byte[5];
        connection.Stream.ReadExactly(answer);
        Encoding.ASCII.GetString(answer).Should().Be(":s PO");
        connection.Socket.Dispose();
        return connection.Security;
    }

    private static DialFailure Refused(ServerAddress server, TlsOptions tls)
    {
        SecureDialer.Dial(server, tls, out DialFailure? failure).Should().BeNull();
        return failure!;
    }

    /// <summary>Answers each connection so, as soon as it has said something, and closes it; nothing answers nothing and waits.</summary>
    private sealed class Answering : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

        public Answering(string? answer)
            : this(answer is null ? null : Encoding.ASCII.GetBytes(answer))
        {
        }

        public Answering(byte[]? answer)
        {
            _listener.Start();
            _ = AcceptAsync(answer);
        }

        public ServerAddress Address => new("127.0.0.1", ((IPEndPoint)_listener.LocalEndpoint).Port);

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync(byte[]? answer)
        {
            try
            {
                while (true)
                {
                    using Socket client = await _listener.AcceptSocketAsync();
                    byte[] heard = new byte[4096];
                    await client.ReceiveAsync(heard);
                    if (answer is null) await client.ReceiveAsync(heard);
                    else await client.SendAsync(answer);
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException)
            {
                // The test is over.
            }
        }
    }
}
