using FsCheck;
using FsCheck.Fluent;

namespace ChatSockets.Protocol.Tests;

public sealed class MaskTests
{
    [Theory]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("a?c", "abbc", false)]
    [InlineData("a*c", "ac", true)]
    [InlineData("a*c", "abbbc", true)]
    [InlineData("a*c", "abbb", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("**", "", true)]
    [InlineData("?", "", false)]
    [InlineData("?*", "", false)]
    [InlineData("?*", "a", true)]
    [InlineData("*?", "a", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "", false)]
    [InlineData("a*", "ba", false)]
    [InlineData("*a", "ab", false)]
    [InlineData("*ab", "aab", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("*a*b*", "xxbxxaxx", false)]
    [InlineData("*!*@*.Example.ORG", "ann!a@host.example.org", true)]
    [InlineData("ANN!*@*", "ann!a@host", true)]
    [InlineData("ann!*@*", "anna!a@host", false)]
    [InlineData("*!*@2001:db8::*", "ann!a@2001:db8::1", true)]
    public void A_mask_matches_or_not(string mask, string value, bool matches) => Matches(mask, value).Should().Be(matches);

    [Theory]
    [InlineData("a\\*c", "a*c", true)]
    [InlineData("a\\*c", "abc", false)]
    [InlineData("a\\?c", "a?c", true)]
    [InlineData("a\\?c", "abc", false)]
    [InlineData("*\\*", "ab*", true)]
    [InlineData("*\\*", "abc", false)]
    [InlineData("*\\*b", "a*a*b", true)]
    [InlineData("a\\b", "a\\b", true)] // only a wildcard can be escaped: a nickname may hold a backslash
    [InlineData("a\\b", "ab", false)]
    [InlineData("a\\", "a\\", true)]
    [InlineData("\\\\", "\\\\", true)]
    [InlineData("\\\\*", "\\*", true)]
    [InlineData("\\", "", false)]
    public void A_backslash_takes_a_wildcard_to_the_letter(string mask, string value, bool matches) =>
        Matches(mask, value).Should().Be(matches);

    [Fact]
    public void The_case_mapping_decides()
    {
        Mask.Matches("[A]*"u8, "{a}b"u8, CaseMapping.Rfc1459).Should().BeTrue();
        Mask.Matches("[A]*"u8, "{a}b"u8, CaseMapping.Ascii).Should().BeFalse();
        Mask.Matches("[A]*"u8, "[a]b"u8, CaseMapping.Ascii).Should().BeTrue();
    }

    [Fact]
    public void A_question_mark_is_one_byte() // nicknames and hosts are ASCII
    {
        Matches("??", "é").Should().BeTrue();
        Matches("?", "é").Should().BeFalse();
    }

    [Fact]
    public void A_mask_of_many_stars_takes_no_longer_than_its_length_times_the_values()
    {
        // With a step for each way to spread the letters over the stars, none of these would end in a lifetime.
        string letters = new('a', 500);
        string stars = string.Concat(Enumerable.Repeat("*a", 200));
        Matches(stars + "*b", letters).Should().BeFalse();
        Matches(stars + "*", letters).Should().BeTrue();
        Matches(new string('*', 500) + "b", letters).Should().BeFalse();
        Matches(string.Concat(Enumerable.Repeat("*?", 200)) + "b", letters).Should().BeFalse();
        Matches(string.Concat(Enumerable.Repeat("*\\*", 200)) + "b", new string('*', 500)).Should().BeFalse();
    }

    [Fact]
    public void It_matches_what_the_plain_definition_matches()
    {
        Gen<string> text = Gen.ArrayOf(Gen.Elements('a', 'b', '*', '?', '\\')).Resize(9).Select(letters => new string(letters));
        Properties.ForAll(Gen.Two(text), pair =>
        {
            (string mask, string value) = pair;
            Matches(mask, value).Should().Be(Defined(mask, value), "of {0} and {1}", mask, value);
        }, count: 5000);
    }

    [Theory]
    [InlineData("a*", true)]
    [InlineData("?", true)]
    [InlineData("ann", false)]
    [InlineData("a\\b", false)]
    [InlineData("", false)]
    public void A_text_has_a_wildcard_or_not(string text, bool expected) => Mask.HasWildcard(Bytes.Utf8(text)).Should().Be(expected);

    [Theory]
    [InlineData("bob", "bob!*@*")]
    [InlineData("b*b", "b*b!*@*")]
    [InlineData("*", "*!*@*")]
    [InlineData("*.org", "*!*@*.org")]
    [InlineData("2001:db8::*", "*!*@2001:db8::*")]
    [InlineData("u@h", "*!u@h")]
    [InlineData("u@b@h", "*!u@b@h")]
    [InlineData("bob!u", "bob!u@*")]
    [InlineData("bob!u@h", "bob!u@h")]
    [InlineData("*!*@*", "*!*@*")]
    public void What_somebody_means_is_completed(string mask, string full) => Bytes.Text(Mask.Complete(Bytes.Utf8(mask))).Should().Be(full);

    [Theory]
    [InlineData("", "*!*@*")]
    [InlineData("bob!", "bob!*@*")]
    [InlineData("!u", "*!u@*")]
    [InlineData("!", "*!*@*")]
    [InlineData("@", "*!*@*")]
    [InlineData("@h", "*!*@h")]
    [InlineData("u@", "*!u@*")]
    [InlineData("!@", "*!*@*")]
    [InlineData("bob!@h", "bob!*@h")]
    [InlineData("bob!u@", "bob!u@*")]
    public void A_part_that_was_left_empty_means_any(string mask, string full) =>
        Bytes.Text(Mask.Complete(Bytes.Utf8(mask))).Should().Be(full);

    [Fact]
    public void A_completed_mask_is_complete()
    {
        Properties.ForAll(Properties.LineBytes, mask =>
        {
            byte[] full = Mask.Complete(mask);
            Mask.Complete(full).Should().Equal(full);
            Source parts = Source.Parse(full);
            (parts.Name.IsEmpty || parts.User.IsEmpty || parts.Host.IsEmpty).Should().BeFalse();
        }, count: 1000);
    }

    private static bool Matches(string mask, string value) => Mask.Matches(Bytes.Utf8(mask), Bytes.Utf8(value), CaseMapping.Ascii);

    private static bool Defined(string mask, string value)
    {
        if (mask.Length == 0) return value.Length == 0;
        if (mask[0] == '*') return Defined(mask[1..], value) || (value.Length > 0 && Defined(mask, value[1..]));
        if (value.Length == 0) return false;
        if (mask.Length > 1 && mask[0] == '\\' && (mask[1] is '*' or '?')) return value[0] == mask[1] && Defined(mask[2..], value[1..]);
        return (mask[0] == '?' || mask[0] == value[0]) && Defined(mask[1..], value[1..]);
    }
}
