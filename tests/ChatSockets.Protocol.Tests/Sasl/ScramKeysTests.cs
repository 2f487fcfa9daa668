using System.Security.Cryptography;
using ChatSockets.Protocol.Sasl;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class ScramKeysTests
{
    // The keys of RFC 7677's example, section 3.
    private const string Example =
        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=";

    private static readonly byte[] Secret = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    [Fact]
    public void Keys_of_a_password_open_with_it_and_with_no_other()
    {
        ScramKeys keys = ScramKeys.Create("pencil", ScramKeys.MinimumIterations)!;
        keys.IsPassword("pencil").Should().BeTrue();
        keys.IsPassword("Pencil").Should().BeFalse();
        keys.IsPassword("pencil ").Should().BeFalse();
        keys.IsPassword("").Should().BeFalse();
        keys.IsPassword("\u0007").Should().BeFalse();
        keys.IsPassword(new string('p', 2000)).Should().BeFalse();
    }

    [Fact]
    public void A_password_is_prepared()
    {
        ScramKeys keys = ScramKeys.Create("I\u00ADX ﬁ", ScramKeys.MinimumIterations)!;
        keys.IsPassword("\u2168\u00A0fi").Should().BeTrue();
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00AD")]
    [InlineData("\u0007")]
    [InlineData("\u0627\u0031")]
    public void Of_a_password_that_may_not_be_there_are_no_keys(string password) =>
        ScramKeys.Create(password, ScramKeys.MinimumIterations).Should().BeNull();

    [Fact]
    public void A_password_has_1024_bytes_at_the_most()
    {
        ScramKeys.Create(new string('a', 1024), ScramKeys.MinimumIterations).Should().NotBeNull();
        ScramKeys.Create(new string('a', 1025), ScramKeys.MinimumIterations).Should().BeNull();
        ScramKeys.Create(new string('€', 342), ScramKeys.MinimumIterations).Should().BeNull();
    }

    [Fact]
    public void Each_time_the_salt_is_another()
    {
        ScramKeys one = ScramKeys.Create("pencil", ScramKeys.MinimumIterations)!,
            other = ScramKeys.Create("pencil", ScramKeys.MinimumIterations)!;
        one.Salt.Should().HaveCount(16).And.NotEqual(other.Salt);
        one.StoredKey.Should().NotEqual(other.StoredKey);
        one.ServerKey.Should().NotEqual(one.StoredKey);
    }

    [Theory]
    [InlineData(ScramKeys.MinimumIterations - 1)]
    [InlineData(ScramKeys.MaximumIterations + 1)]
    public void Too_few_or_too_many_iterations_are_a_mistake_of_the_program(int iterations) =>
        FluentActions.Invoking(() => ScramKeys.Create("pencil", iterations)).Should().Throw<ArgumentOutOfRangeException>();

    [Fact]
    public void The_text_is_that_of_RFC_5803()
    {
        ScramKeys.Create("pencil", 4096, Convert.FromBase64String("W22ZaJ0SNY7soEsUEjb6gQ=="), HashAlgorithmName.SHA256)!.Format()
            .Should().Be(Example);
        ScramKeys.TryParse(Example, out ScramKeys? keys).Should().BeTrue();
        keys!.Format().Should().Be(Example);
        keys.IsPassword("pencil").Should().BeTrue();
        keys.IsPassword("pencik").Should().BeFalse();
    }

    [Fact]
    public void Keys_do_not_show_themselves() => ScramKeys.Create("pencil", 4096)!.ToString().Should().Be(typeof(ScramKeys).FullName);

    [Theory]
    [InlineData("SCRAM-SHA-256", "SCRAM-SHA-1")]
    [InlineData("SCRAM-SHA-256", "scram-sha-256")]
    [InlineData("SCRAM-SHA-256", "")]
    [InlineData("$4096", "$4095")]
    [InlineData("$4096", "$04096")]
    [InlineData("$4096", "$+4096")]
    [InlineData("$4096", "$10000001")]
    [InlineData("$4096", "$99999999999")]
    [InlineData("$4096", "$")]
    [InlineData(":W22ZaJ0SNY7soEsUEjb6gQ==", ":")]
    [InlineData(":W22ZaJ0SNY7soEsUEjb6gQ==", "")]
    [InlineData(":W22ZaJ0SNY7soEsUEjb6gQ==", ":W22ZaJ0SNY7soEsUEjb6gQ")]
    [InlineData("WG5d", "")]
    [InlineData("wfPL", "")]
    [InlineData("l2dU=", "l2dU=:")]
    [InlineData("l2dU=", "l2dU=$")]
    [InlineData("l2dU=", "l2dU= ")]
    public void What_is_no_such_text_is_refused(string part, string instead)
    {
        Example.Should().Contain(part);
        ScramKeys.TryParse(Example.Replace(part, instead, StringComparison.Ordinal), out ScramKeys? keys).Should().BeFalse();
        keys.Should().BeNull();
    }

    [Fact]
    public void No_truncated_text_is_taken()
    {
        for (int length = 0; length < Example.Length; length++) ScramKeys.TryParse(Example[..length], out _).Should().BeFalse();
        ScramKeys.TryParse(null, out _).Should().BeFalse();
    }

    [Fact]
    public void No_text_is_too_much() =>
        Properties.ForAll(Properties.LineText, text => ScramKeys.TryParse("SCRAM-SHA-256$" + text, out _).Should().BeFalse());

    [Fact]
    public void A_decoy_is_the_same_every_time()
    {
        ScramKeys decoy = ScramKeys.Decoy(Secret, "bob");
        decoy.Format().Should().Be(ScramKeys.Decoy(Secret, "bob").Format());
        decoy.Salt.Should().NotEqual(ScramKeys.Decoy(Secret, "bobby").Salt);
        decoy.Salt.Should().NotEqual(ScramKeys.Decoy(new byte[32], "bob").Salt);
    }

    [Fact]
    public void A_decoy_looks_like_the_keys_of_a_password()
    {
        ScramKeys decoy = ScramKeys.Decoy(Secret, "bob"), real = ScramKeys.Create("pencil")!;
        decoy.Iterations.Should().Be(real.Iterations).And.Be(ScramKeys.DefaultIterations);
        decoy.Salt.Length.Should().Be(real.Salt.Length);
        decoy.StoredKey.Length.Should().Be(real.StoredKey.Length);
        decoy.ServerKey.Length.Should().Be(real.ServerKey.Length);
    }

    [Fact]
    public void No_password_opens_a_decoy()
    {
        ScramKeys decoy = ScramKeys.Decoy(Secret, "bob");
        foreach (string password in new[] { "bob", "pencil", "", Convert.ToHexString(Secret) })
            decoy.IsPassword(password).Should().BeFalse();
    }

    [Fact]
    public void A_secret_that_can_be_guessed_is_a_mistake_of_the_program() =>
        FluentActions.Invoking(() => ScramKeys.Decoy(new byte[15], "bob")).Should().Throw<ArgumentOutOfRangeException>();
}
