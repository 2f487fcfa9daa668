using ChatSockets.Client.Connection;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Core;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Tests.Settings;

namespace ChatSockets.Client.Tests;

/// <summary>How a network of the settings file is secured.</summary>
public sealed class NetworkOptionsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_settings_of_TLS_are_the_networks_own()
    {
        TlsOptions tls = Tls($$"""
            "tls": "always", "fingerprint": "{{KeyFingerprint.Example}}=", "certificate-file": "/secrets/home.pem"
            """);
        tls.Mode.Should().Be(TlsMode.Always);
        tls.Pinned!.Text.Should().Be(KeyFingerprint.Example);
        tls.CertificateFile.Should().EndWith("home.pem");
    }

    [Fact]
    public void The_flag_for_clear_text_holds_where_the_settings_say_nothing()
    {
        Tls("\"nick\": \"a\"", TlsMode.InsecurePlaintext).Mode.Should().Be(TlsMode.InsecurePlaintext);
        Tls("\"tls\": \"always\"", TlsMode.InsecurePlaintext).Mode.Should().Be(TlsMode.Always);
        Tls("\"tls\": \"insecure-plaintext\"").Mode.Should().Be(TlsMode.InsecurePlaintext);
    }

    [Fact]
    public void An_account_needs_a_password_or_a_certificate()
    {
        Options("\"account\": \"alice\"").Account.Should().BeNull();
        Options("\"account\": \"alice\", \"certificate-file\": \"own.pem\"").Account.Should().Be(new Credentials("alice", null, false));
        var store = new TrustStore(_folder.File(), TimeProvider.System);
        ClientCertificate.Make(store.CertificatePath(new ServerAddress("chat.example", 5000)), "alice", DateTimeOffset.UtcNow);
        Options("\"account\": \"alice\"").Account.Should().Be(new Credentials("alice", null, false));
    }

    private TlsOptions Tls(string members, TlsMode mode = TlsMode.Auto) => Options(members, mode).Tls;

    private ClientOptions Options(string members, TlsMode mode = TlsMode.Auto)
    {
        NetworkSettings network = SettingsText.Read($$"""
            { "networks": [{ "name": "a", "address": "chat.example", {{members}} }] }
            """).Networks.Single();
        var passwords = new PasswordSource([network], static _ => null, new PasswordCommand(TimeSpan.FromSeconds(1)));
        var common = ClientRun.Options(network.Address) with
        {
            Tls = new TlsOptions { Mode = mode, Store = new TrustStore(_folder.File(), TimeProvider.System) },
        };
        return NetworkOptions.Of(network, passwords, common);
    }
}
