using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PatternTests
{
    [Theory]
    [InlineData("done", "all done now", true)]
    [InlineData("^build \\d+ ok$", "build 17 ok", true)]
    [InlineData("^ok", "not ok", false)]
    [InlineData("C++", "I like C++ too", true)]
    [InlineData("a.c", "abc", true)]
    [InlineData("(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", false)]
    public void A_line_that_contains_or_matches_is_a_match(string pattern, string line, bool matches) =>
        new Pattern(pattern).Matches(line).Should().Be(matches);
}
