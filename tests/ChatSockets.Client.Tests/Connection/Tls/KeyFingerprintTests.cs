using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using ChatSockets.Client.Connection.Tls;

namespace ChatSockets.Client.Tests.Connection.Tls;

public sealed class KeyFingerprintTests
{
    [Fact]
    public void It_is_the_hash_of_the_public_key_as_ssh_writes_it_and_survives_a_renewal()
    {
        using ECDsa key = TestCertificates.Key();
        using X509Certificate2 first = TestCertificates.Make(key: key), renewed = TestCertificates.Make("other.example", key);

        string expected = Convert.ToBase64String(SHA256.HashData(key.ExportSubjectPublicKeyInfo())).TrimEnd('=');
        KeyFingerprint.Of(first).Text.Should().Be($"SHA256:{expected}").And.HaveLength(50);
        KeyFingerprint.Of(renewed).Should().Be(KeyFingerprint.Of(first));
        using X509Certificate2 other = TestCertificates.Make();
        KeyFingerprint.Of(other).Should().NotBe(KeyFingerprint.Of(first));
    }

    [Theory]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")]
    [InlineData("sha256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    public void One_key_has_one_form(string text) => KeyFingerprint.Parse(text)!.Text.Should().Be(KeyFingerprint.Example);

    [Theory]
    [InlineData("")]
    [InlineData("SHA256:")]
    [InlineData("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("MD5:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSu")]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFUAAAA")]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRk m5NMpJWZG3hSuFU")]
    [InlineData("SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFV")]
    [InlineData("SHA256:!!DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU")]
    public void Anything_else_is_no_fingerprint(string text) => KeyFingerprint.Parse(text).Should().BeNull();
}
