using System.Text;
using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Configuration;

[Specification("RFC 7914", "11. Test Vectors for PBKDF2 with HMAC-SHA-256")]
public sealed class PasswordHashTests
{
    [Theory]
    [InlineData(
        "passwd", "salt", 1,
        "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783")]
    [InlineData(
        "Password", "NaCl", 80000,
        "4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d")]
    public void The_keys_are_those_of_the_specification(string password, string salt, int iterations, string key) =>
        Convert.ToHexStringLower(PasswordHash.Derive(Encoding.UTF8.GetBytes(password), iterations, Encoding.UTF8.GetBytes(salt), 64))
            .Should().Be(key);

    [Fact]
    public void The_text_has_the_algorithm_the_iterations_the_salt_and_the_key() =>
        PasswordHash.Create("sesame").ToString().Should().MatchRegex(@"^pbkdf2-sha256\$600000\$[0-9A-Za-z+/]{22}==\$[0-9A-Za-z+/]{43}=$");

    [Fact]
    public void What_was_hashed_is_right_and_nothing_else_is_the_first_time_and_ever_after()
    {
        PasswordHash.TryParse(PasswordHash.Create("sésame", 10_000).ToString(), out PasswordHash? hash).Should().BeTrue();
        for (int i = 0; i < 2; i++)
        {
            hash!.Verify("Sésame"u8).Should().BeFalse();
            hash.Verify(""u8).Should().BeFalse();
            hash.Verify("sésame"u8).Should().BeTrue();
            hash.Verify("sésame "u8).Should().BeFalse();
        }
    }

    [Fact]
    public void The_same_password_hashes_to_another_text_each_time() =>
        PasswordHash.Create("sesame", 10_000).Should().NotBe(PasswordHash.Create("sesame", 10_000));

    [Fact]
    public void A_hash_that_went_through_its_text_is_the_same()
    {
        PasswordHash hash = PasswordHash.Create("sesame", 10_000);
        PasswordHash.TryParse(hash.ToString(), out PasswordHash? other).Should().BeTrue();
        other.Should().Be(hash);
        other!.GetHashCode().Should().Be(hash.GetHashCode());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("sesame")]
    [InlineData("pbkdf2-sha256$")]
    [InlineData("pbkdf2-sha512$10000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$9999$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$10000001$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$99999999999$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$-10000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$10000$AAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$10000$AAAAAAAAAAAAAAAA$AAAA")]
    [InlineData("pbkdf2-sha256$10000$AAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$10000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA$")]
    public void Anything_else_is_no_hash(string? text) => PasswordHash.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("pbkdf2-sha256$10000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("pbkdf2-sha256$10000000$AAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAA")]
    public void The_limits_themselves_are_fine(string text) => PasswordHash.TryParse(text, out _).Should().BeTrue();

    [Theory]
    [InlineData(9_999)]
    [InlineData(10_000_001)]
    public void No_other_is_made(int iterations)
    {
        Action create = () => PasswordHash.Create("sesame", iterations);
        create.Should().Throw<ArgumentOutOfRangeException>();
    }
}
