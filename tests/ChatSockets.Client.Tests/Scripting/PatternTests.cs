using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PatternTests
{
    [Theory]
    [InlineData("done", "all done now", true)]
    [InlineData("^build \\d+ ok$", "build 17 ok", true)]
    [InlineData("^ok", "not ok", false)]
    [InlineData("a.c", "abc", true)]
    [InlineData("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false)]
    public void A_line_that_contains_or_matches_is_a_match(string pattern, string line, bool matches) =>
        new Pattern(pattern).Matches(line).Should().Be(matches);

    [Fact]
    public void A_literal_pattern_is_a_text_as_it_is()
    {
        new Pattern("C++ (", literal: true).Matches("I like C++ (a bit)").Should().BeTrue();
        new Pattern("a.c", literal: true).Matches("abc").Should().BeFalse();
    }

    [Theory]
    [InlineData("C++", true)]
    [InlineData("(", true)]
    [InlineData("^ok$", false)]
    public void A_bad_expression_has_a_reason(string pattern, bool bad) => (Pattern.Error(pattern) is not null).Should().Be(bad);
}
