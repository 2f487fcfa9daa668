using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Server.Tests.Support;
using ChatSockets.Server.Tls;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Tls;

/// <summary>TLS on the port of everything else.</summary>
public sealed class TlsTests
{
    [Theory]
    [InlineData(SslProtocols.Tls12)]
    [InlineData(SslProtocols.Tls13)]
    public async Task Clear_and_encrypted_clients_are_in_one_room(SslProtocols version)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice");
        TestClient bob = await chat.ConnectTlsAsync(new SslClientAuthenticationOptions { EnabledSslProtocols = version });
        bob.Tls.SslProtocol.Should().Be(version);
        await Chat.RegisterAsync(bob, "bob");
        await bob.AskAsync("JOIN #room");
        (await alice.AskAsync("PRIVMSG #room :one")).Should().Contain($":{Source("bob")} JOIN #room");
        await bob.SendAsync("PRIVMSG #room :two");
        await alice.ExpectAsync($":{Source("bob")} PRIVMSG #room :two");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG #room :one");
        (await alice.AskAsync("WHOIS bob", "WHOIS alice")).Where(line => line.Contains(" 671 ", StringComparison.Ordinal))
            .Should().Equal(":chat.local 671 alice bob :is using a secure connection");
    }

    [Fact]
    public async Task A_client_may_send_a_byte_at_a_time_and_read_a_long_answer()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 0 });
        TestClient bob = await chat.ConnectTlsAsync();
        await Chat.RegisterAsync(bob, "bob");
        await bob.SendByteByByteAsync("PING slowly\r\n"u8.ToArray());
        await bob.ExpectAsync(":chat.local PONG chat.local :slowly");
        string[] pings = [.. Enumerable.Range(0, 5000).Select(i => $"PING {i}-{new string('x', 200)}")];
        await bob.SendAsync(pings);
        foreach (string ping in pings) await bob.ExpectAsync($"* PONG chat.local :{ping[5..]}");
    }

    [Fact]
    public async Task The_end_is_told_and_not_cut_off()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient bob = await chat.ConnectTlsAsync();
        await Chat.RegisterAsync(bob, "bob");
        await bob.SendAsync("QUIT :bye");
        // A stream that ends without TLS's own end is an exception.
        (await bob.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Quit: bye)");
    }

    [Fact]
    public async Task Where_it_is_required_clear_text_is_refused_with_the_reason()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Tls = TlsMode.Required });
        TestClient clear = await chat.ConnectAsync();
        await clear.SendAsync("NICK alice", "USER alice 0 * :Alice");
        (await clear.ReadToEndAsync()).Should().Equal("ERROR :Closing Link: 127.0.0.1 (Only TLS is spoken here: connect with TLS)");
        await Chat.RegisterAsync(await chat.ConnectTlsAsync(), "bob");
    }

    [Fact]
    public async Task Where_it_is_off_a_hello_is_only_a_bad_line()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Tls = TlsMode.Off });
        await chat.Invoking(one => one.ConnectTlsAsync()).Should().ThrowAsync<Exception>();
        await chat.RegisterAsync("alice");
    }

    [Fact]
    public async Task What_begins_like_a_handshake_and_is_none_is_text_and_nothing_is_lost()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient odd = await chat.ConnectAsync();
        await odd.SendBytesAsync(new byte[] { 22, 3, 1 });
        await odd.SendBytesAsync("abc\r\nNICK alice\r\nUSER alice 0 * :Alice\r\n"u8.ToArray());
        await odd.ExpectAsync("*alice*");
    }

    [Fact]
    public async Task A_handshake_has_a_deadline()
    {
        await using Chat chat = await Chat.StartWithDeadlinesAsync();
        TestClient slow = await chat.ConnectAsync();
        await slow.SendBytesAsync(new byte[] { 22, 3, 1, 2, 0, 1 });
        TestClient slower = await chat.ConnectAsync();
        await slower.SendBytesAsync(new byte[] { 22 });
        await Waiting.UntilAsync(() => chat.Server.ConnectionCount == 2, "both to be there");
        await Waiting.UntilAsync(() =>
        {
            chat.Clock.Advance(TimeSpan.FromSeconds(1));
            return chat.Server.ConnectionCount == 0;
        }, "both to be gone");
        (chat.Clock.GetUtcNow() - chat.Server.Context.Started).Should().BeGreaterThan(chat.Options.HandshakeTimeout);
    }

    [Fact]
    public async Task A_renewal_that_fails_is_told_and_tried_again_once_a_minute_and_the_old_one_serves_meanwhile()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        TlsCertificates certificates = chat.Server.Context.Certificates;
        ServerCertificate first = certificates.Current;
        DirectoryInfo inTheWay = Directory.CreateDirectory(Path.Combine(folder.Path, OwnCertificate.FileName + ".new"));
        chat.Clock.Advance(TimeSpan.FromDays(340));
        for (int second = 0; second < 50; second++)
        {
            certificates.Current.Should().BeSameAs(first);
            chat.Clock.Advance(TimeSpan.FromSeconds(1.1));
        }
        Told().Should().Be(1);
        chat.Clock.Advance(TimeSpan.FromSeconds(10));
        certificates.Current.Should().BeSameAs(first);
        Told().Should().Be(2);
        inTheWay.Delete();
        chat.Clock.Advance(TimeSpan.FromMinutes(1));
        certificates.Current.Should().NotBeSameAs(first);

        int Told() => chat.Log.Lines.Count(line => line.Contains("The new certificate is not in use yet", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_key_stays_over_restarts_and_the_certificate_is_renewed_with_it()
    {
        using var folder = new TempFolder();
        byte[] first;
        byte[] key;
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            (first, key) = Shown(await chat.ConnectTlsAsync());
        }
        await using (Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path }))
        {
            Shown(await chat.ConnectTlsAsync()).Should().BeEquivalentTo((first, key));
            chat.Clock.Advance(TimeSpan.FromDays(340));
            (byte[] renewed, byte[] sameKey) = Shown(await chat.ConnectTlsAsync());
            renewed.Should().NotEqual(first);
            sameKey.Should().Equal(key);
            chat.Server.Context.Certificates.Current.Fingerprint.Should().Be("SHA256:" + Convert.ToBase64String(SHA256.HashData(
                key)).TrimEnd('='));
        }
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Path.Combine(folder.Path,
                OwnCertificate.FileName)).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_certificate_that_is_replaced_is_shown_to_who_comes_next_and_nobody_is_dropped()
    {
        using var folder = new TempFolder();
        using Certificate one = Certificate.Create("chat.local");
        string file = folder.Write("cert.pem", one.Pem);
        string key = folder.Write("key.pem", one.Key);
        await using Chat chat = await Chat.StartAsync(options => options with { CertificateFile = file, KeyFile = key });
        TestClient early = await chat.ConnectTlsAsync();
        Shown(early).Certificate.Should().Equal(one.Raw);
        await Chat.RegisterAsync(early, "early");

        using Certificate other = Certificate.Create("chat.local");
        await File.WriteAllTextAsync(file, other.Pem);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(1));
        chat.Clock.Advance(TimeSpan.FromSeconds(2));
        // Half of the change has been made.
        Shown(await chat.ConnectTlsAsync()).Certificate.Should().Equal(one.Raw);
        await File.WriteAllTextAsync(key, other.Key);
        File.SetLastWriteTimeUtc(key, DateTime.UtcNow.AddMinutes(1));
        chat.Clock.Advance(TimeSpan.FromSeconds(2));
        Shown(await chat.ConnectTlsAsync()).Certificate.Should().Equal(other.Raw);
        await early.SyncAsync();
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_told_at_the_start_and_refused_by_a_reload()
    {
        using var folder = new TempFolder();
        using Certificate one = Certificate.Create("chat.local");
        using Certificate other = Certificate.Create("chat.local");
        string file = folder.Write("cert.pem", one.Pem);
        foreach ((string cert, string key, string reason) in new[]
        {
            (folder.Path + "/none.pem", "", "*none.pem (--cert) cannot be read*"),
            (folder.Write("empty.pem", "nothing"), "", "There is no certificate in*"),
            (file, "", "*there is none: name its PEM file with --key"),
            (file, folder.Write("other.pem", other.Key), "The private key in*does not fit*"),
        })
        {
            var options = new ServerOptions { Port = 0, CertificateFile = cert, KeyFile = key };
            await FluentActions.Awaiting(() =>
                ChatServer.StartAsync(options)).Should().ThrowAsync<ServerStartException>().WithMessage(reason);
            await using Chat chat = await Chat.StartAsync();
            chat.Server.Reload(chat.Options with
            {
                CertificateFile = cert,
                KeyFile = key
            }).Errors.Should().ContainSingle().Which.Should().Match(reason);
        }
    }

    [Fact]
    public async Task A_client_s_certificate_is_known_and_a_browser_is_not_asked_for_one()
    {
        await using Chat chat = await Chat.StartAsync();
        using Certificate own = Certificate.Create("alice");
        TestClient alice = await chat.ConnectTlsAsync(WithCertificate(own));
        await Chat.RegisterAsync(alice, "alice");
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(own.Raw));
        chat.User("alice").Sessions[0].CertificateFingerprint.Should().Be(fingerprint);
        (await alice.AskAsync("WHOIS alice")).Should().Contain(
            $":chat.local 276 alice alice :has client certificate fingerprint {fingerprint}");
        TestClient bob = await chat.RegisterAsync("bob");
        (await bob.AskAsync("WHOIS alice")).Should().NotContain(line => line.Contains(fingerprint, StringComparison.Ordinal));

        SslClientAuthenticationOptions browser = WithCertificate(own);
        browser.ApplicationProtocols = [SslApplicationProtocol.Http11];
        TestClient page = await chat.ConnectTlsAsync(browser);
        page.Tls.NegotiatedApplicationProtocol.Should().Be(SslApplicationProtocol.Http11);
        await Chat.RegisterAsync(page, "page");
        chat.User("page").Sessions[0].CertificateFingerprint.Should().BeNull();
    }

    [Fact]
    public async Task A_certificate_that_an_account_knows_logs_in_with_external()
    {
        await using Chat chat = await Chat.StartAsync();
        using Certificate own = Certificate.Create("alice");
        TestClient alice = await chat.ConnectTlsAsync(WithCertificate(own));
        await Chat.RegisterAsync(alice, "alice");
        await alice.AskAsync("PRIVMSG NickServ :REGISTER secret1", "PRIVMSG NickServ :CERT ADD secret1");
        TestClient again = await chat.ConnectTlsAsync(WithCertificate(own));
        (await again.AskAsync("CAP LS 302")).Should().Contain(line => line.Contains("sasl=PLAIN,SCRAM-SHA-256,EXTERNAL",
            StringComparison.Ordinal));
        await again.SendAsync("CAP REQ sasl", "AUTHENTICATE EXTERNAL");
        await again.ExpectAsync("* AUTHENTICATE +");
        await again.SendAsync("AUTHENTICATE +");
        await again.ExpectAsync("* 903 *");
    }

    [Fact]
    public async Task Sessions_are_resumed()
    {
        await using Chat chat = await Chat.StartAsync();
        // Two handshakes of one context: were the context made anew for each, no session could be found again.
        chat.Server.Context.Certificates.Current.Context.Should().BeSameAs(chat.Server.Context.Certificates.Current.Context);
        TestClient one = await chat.ConnectTlsAsync();
        await Chat.RegisterAsync(one, "one");
    }

    private static (byte[] Certificate, byte[] Key) Shown(TestClient client)
    {
        var certificate = (X509Certificate2)client.Tls.RemoteCertificate!;
        return (certificate.RawData, certificate.PublicKey.ExportSubjectPublicKeyInfo());
    }

    private static SslClientAuthenticationOptions WithCertificate(Certificate own) => new() { ClientCertificates = [own.Whole] };

    private sealed record Certificate(X509Certificate2 Whole, string Key) : IDisposable
    {
        public string Pem => Whole.ExportCertificatePem();

        public byte[] Raw => Whole.RawData;

        public static Certificate Create(string name)
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
            X509Certificate2 whole = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(90));
            return new Certificate(CertificateFiles.Usable(whole), key.ExportPkcs8PrivateKeyPem());
        }

        public void Dispose() => Whole.Dispose();
    }
}
