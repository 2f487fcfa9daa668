using System.Text;
using ChatSockets.Protocol.Sasl;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests.Sasl;

public sealed class SaslPrepTests
{
    [Theory] // RFC 4013, section 3
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("\u0007", null)]
    [InlineData("\u0627\u0031", null)]
    public void The_examples_of_the_RFC(string text, string? prepared)
    {
        SaslPrep.Stored(text).Should().Be(prepared);
        SaslPrep.Query(text).Should().Be(prepared);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(" a b ", " a b ")]
    [InlineData("a\u00A0b\u2003c\u3000d", "a b c d")]
    [InlineData("a\u200Bb\u200Dc\uFE0Fd\uFEFF", "abcd")]
    [InlineData("\u00AD", "")]
    [InlineData("u\u0308", "\u00FC")]
    [InlineData("\uFF30\uFF41\uFF53\uFF53", "Pass")]
    [InlineData("\u212B", "\u00C5")]
    [InlineData("p🦜", "p🦜")] // came after Unicode 3.2
    public void What_looks_alike_becomes_one(string text, string prepared) => SaslPrep.Stored(text).Should().Be(prepared);

    [Theory]
    [InlineData("\u007F")] // controls: C.2
    [InlineData("a\nb")]
    [InlineData("\0")]
    [InlineData("\u0085")]
    [InlineData("\u06DD")]
    [InlineData("\u2028")]
    [InlineData("\u2029")]
    [InlineData("\u2063")]
    [InlineData("\U0001D173")]
    [InlineData("\uE000")] // private use: C.3
    [InlineData("\U00100000")]
    [InlineData("\uFDD0")] // no characters: C.4
    [InlineData("\uFFFE")]
    [InlineData("\U0010FFFF")]
    [InlineData("\uFFFC")] // C.6
    [InlineData("\uFFFD")]
    [InlineData("\u2FF0")] // C.7
    [InlineData("\u200E")] // directions and what is deprecated: C.8
    [InlineData("\u202E")]
    [InlineData("\u206A")]
    [InlineData("\U000E0001")] // tags: C.9
    [InlineData("\U000E0041")]
    public void What_is_prohibited_is_nothing(string text)
    {
        SaslPrep.Stored("a" + text).Should().BeNull();
        SaslPrep.Query("a" + text).Should().BeNull();
    }

    [Fact] // no [InlineData]: runners carry strings as UTF-8
    public void Half_a_surrogate_pair_is_prohibited()
    {
        SaslPrep.Stored("a" + '\uD83E').Should().BeNull();
        SaslPrep.Query("" + '\uDD9C' + '\uD83E').Should().BeNull();
    }

    [Fact]
    public void An_unassigned_character_may_be_asked_for_and_not_be_kept()
    {
        SaslPrep.Query("a\u0378").Should().Be("a\u0378");
        SaslPrep.Stored("a\u0378").Should().BeNull();
    }

    [Theory]
    [InlineData("\u05D0", true)]
    [InlineData("\u05D0\u05D1", true)]
    [InlineData("\u0627\u0031\u0628", true)] // RFC 3454, section 6
    [InlineData("\u05D0 1!\u05D1", true)]
    [InlineData("\u05D01", false)]
    [InlineData("1\u05D0", false)]
    [InlineData("\u05D0a\u05D1", false)]
    [InlineData("a\u05D0", false)]
    [InlineData("\u05BF\u05D0", false)] // a mark is no letter
    [InlineData("a1", true)]
    public void Letters_of_both_directions_do_not_mix(string text, bool isTaken) =>
        (SaslPrep.Stored(text) is not null).Should().Be(isTaken);

    [Fact]
    public void A_text_that_is_too_long_is_refused()
    {
        SaslPrep.Stored(new string('a', SaslPrep.MaximumCharacters)).Should().NotBeNull();
        SaslPrep.Stored(new string('a', SaslPrep.MaximumCharacters + 1)).Should().BeNull();
    }

    [Fact]
    public void What_is_prepared_is_prepared() => Properties.ForAll(
        Gen.ArrayOf(Gen.Frequency((3, Gen.Choose(0x20, 0x3FF)), (1, Gen.Choose(0, 0x10FFFF)))),
        characters =>
        {
            string text = string.Concat(characters.Where(Rune.IsValid).Select(character => new Rune(character)));
            if (SaslPrep.Query(text) is { } prepared) SaslPrep.Query(prepared).Should().Be(prepared);
        });

    [Fact]
    public void No_text_is_too_much() => Properties.ForAll(
        Gen.ArrayOf(Gen.Choose(0, 0xFFFF)),
        units => SaslPrep.Stored(new string([.. units.Select(unit => (char)unit)])));
}
