using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Dialing;
using ChatSockets.Client.Connection.Tls;
using ChatSockets.Client.Settings.Trust;
using ChatSockets.Client.Tests.Connection.Tls;
using Microsoft.Extensions.Time.Testing;

namespace ChatSockets.Client.Tests.Settings.Trust;

public sealed class TrustStoreTests : IDisposable
{
    private static readonly ServerAddress Server = new("Chat.Example", 5000);
    private static readonly KeyFingerprint Key = KeyFingerprint.Parse(KeyFingerprint.Example)!;

    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _clock = TestClock.Start();
    private readonly TrustStore _store;

    public TrustStoreTests() => _store = new TrustStore(_folder.File("new", "folder"), _clock);

    private string KnownHosts => _folder.File("new", "folder", "known-hosts");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_one_line_of_a_file_that_only_the_user_can_read()
    {
        _store.KeyOf(Server).Should().BeNull();
        _store.Remember(Server, Key);
        _store.Remember(new ServerAddress("::1", 6697), Key);

        _store.KeyOf(new ServerAddress("chat.example", 5000)).Should().Be(Key);
        _store.KeyOf(new ServerAddress("chat.example", 500)).Should().BeNull();
        _store.KeyOf(new ServerAddress("chat.example", 50000)).Should().BeNull();
        File.ReadAllLines(KnownHosts).Should().Equal($"chat.example:5000 {Key}", $"[::1]:6697 {Key}");
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(KnownHosts).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void Another_key_takes_its_place_and_everything_else_stays()
    {
        _store.Remember(Server, Key);
        File.WriteAllText(KnownHosts, $"# mine\n  CHAT.example:5000   {Key}  \nother:1 {Key}\n");
        using X509Certificate2 certificate = TestCertificates.Make();
        KeyFingerprint next = KeyFingerprint.Of(certificate);

        _store.Remember(Server, next);

        _store.KeyOf(Server).Should().Be(next);
        File.ReadAllLines(KnownHosts).Should().Equal("# mine", $"other:1 {Key}", $"chat.example:5000 {next}");
        Directory.GetFiles(_folder.File("new", "folder")).Should().ContainSingle("nothing half written stays");
    }

    [Fact]
    public void Forgetting_a_server_forgets_its_policy_too()
    {
        _store.Forget(Server).Should().BeFalse();
        _store.Remember(Server, Key);
        _store.Remember("Chat.Example", new StsPolicy(6697, _clock.GetUtcNow().AddDays(1)));

        _store.Forget(Server).Should().BeTrue();

        _store.KeyOf(Server).Should().BeNull();
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    [Fact]
    public void A_policy_is_over_when_its_time_is()
    {
        var policy = new StsPolicy(6697, _clock.GetUtcNow().AddDays(1));
        _store.Remember("chat.example", policy);
        _store.PolicyOf("CHAT.EXAMPLE").Should().Be(policy);
        _store.PolicyOf("example").Should().BeNull();
        _clock.Advance(TimeSpan.FromDays(1));
        _store.PolicyOf("chat.example").Should().BeNull();
    }

    [Fact]
    public void A_policy_that_cannot_be_read_is_not_as_good_as_none()
    {
        _store.Remember(Server, Key);
        File.WriteAllText(_folder.File("new", "folder", "sts-policies"), "chat.example 6697 soon\n");
        _store.Invoking(store => store.PolicyOf("chat.example")).Should().Throw<IOException>().WithMessage("*wrong line for chat.example*");
    }

    [Fact]
    public void A_certificate_is_made_once_with_its_key_for_the_user_alone()
    {
        string path = _store.CertificatePath(new ServerAddress("::1", 6697));
        path.Should().EndWith(Path.Combine("certificates", "__1_6697.pem"));
        _store.CertificateFor(new ServerAddress("::1", 6697), null).Should().BeNull();

        ClientCertificate.Make(path, "alice", DateTimeOffset.UtcNow).Should().BeTrue();
        ClientCertificate.Make(path, "alice", DateTimeOffset.UtcNow).Should().BeFalse("the one before may be known to the server");

        using X509Certificate2 certificate = _store.CertificateFor(new ServerAddress("::1", 6697), null)!;
        certificate.HasPrivateKey.Should().BeTrue();
        certificate.GetECDsaPublicKey()!.KeySize.Should().Be(256);
        certificate.Subject.Should().Be("CN=alice");
        ClientCertificate.FingerprintOf(certificate).Should().Be(Convert.ToHexStringLower(SHA256.HashData(certificate.RawData)));
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_file_without_a_certificate_is_told()
    {
        string path = _folder.Write("own.pem", "nothing");
        _store.Invoking(store => store.CertificateFor(Server, path)).Should().Throw<CryptographicException>()
            .WithMessage($"{path} does not have a certificate and its key as PEM*");
    }
}
