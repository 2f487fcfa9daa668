using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class NicknameTests
{
    private static readonly Gen<string> AnyText =
        Gen.ArrayOf(Gen.Frequency((2, Gen.Choose(0, 127)), (1, Gen.Choose(0, 0xFFFF))))
            .Select(letters => string.Concat(letters.Select(letter => (char)letter)));

    [Theory]
    [InlineData("a")]
    [InlineData("Ann")]
    [InlineData("ann-2")]
    [InlineData("[a]\\`_^{|}")]
    [InlineData("_")]
    [InlineData("`a")]
    public void These_are_nicknames(string name) => Nickname.IsValid(Bytes.Utf8(name)).Should().BeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("-ann")] // a sign that modes and lists begin with
    [InlineData("2ann")] // what a server's id looks like
    [InlineData("ann bob")]
    [InlineData("ann,bob")]
    [InlineData("ann!")]
    [InlineData("ann@host")]
    [InlineData("ann.b")]
    [InlineData("ann*")]
    [InlineData("ann?")]
    [InlineData("#ann")]
    [InlineData("@ann")]
    [InlineData("+ann")]
    [InlineData("$ann")]
    [InlineData(":ann")]
    [InlineData("~ann")]
    [InlineData("аnn")] // a Cyrillic а
    [InlineData("änn")]
    [InlineData("a\u0007")]
    [InlineData("a\0")]
    [InlineData("a\u007F")]
    public void These_are_none(string name) => Nickname.IsValid(Bytes.Utf8(name)).Should().BeFalse();

    [Fact]
    public void A_nickname_has_32_bytes_at_most()
    {
        Nickname.IsValid(Bytes.Utf8(new string('a', 32))).Should().BeTrue();
        Nickname.IsValid(Bytes.Utf8(new string('a', 33))).Should().BeFalse();
    }

    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("Ann Other", "AnnOther")]
    [InlineData("DOMAIN\\ann", "DOMAIN\\ann")]
    [InlineData("ann.other@example.com", "annotherexamplecom")]
    [InlineData("42", "guest")]
    [InlineData("-42-ann-1", "ann-1")]
    [InlineData("Jürgen", "Jrgen")]
    [InlineData("李", "guest")]
    [InlineData("🦜polly", "polly")]
    [InlineData("", "guest")]
    [InlineData("\r\n\0", "guest")]
    public void Any_text_has_a_nickname_near_it(string text, string expected) => Nickname.From(text).Should().Be(expected);

    [Fact]
    public void A_long_text_is_cut() => Nickname.From(new string('-', 50) + new string('a', 50)).Should().Be(new string('a', 32));

    [Fact]
    public void What_is_made_of_a_text_is_always_valid_and_a_valid_one_stays() =>
        Properties.ForAll(AnyText, text =>
        {
            string name = Nickname.From(text);
            Nickname.IsValid(Bytes.Utf8(name)).Should().BeTrue();
            Nickname.From(name).Should().Be(name);
            if (Nickname.IsValid(Bytes.Utf8(text))) name.Should().Be(text);
        }, count: 1000);
}
