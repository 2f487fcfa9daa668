using ChatSockets.Server.Configuration;

namespace ChatSockets.Server.Tests.Configuration;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2026-01-31", "2026-01-31T00:00:00.0000000+00:00")]
    [InlineData("2026-01-31T18:05", "2026-01-31T18:05:00.0000000+00:00")]
    [InlineData("2026-01-31T18:05:06", "2026-01-31T18:05:06.0000000+00:00")]
    [InlineData("2026-01-31T18:05:06Z", "2026-01-31T18:05:06.0000000+00:00")]
    [InlineData("2026-01-31T18:05:06.789Z", "2026-01-31T18:05:06.7890000+00:00")]
    [InlineData("2026-01-31T18:05:06+02:00", "2026-01-31T18:05:06.0000000+02:00")]
    public void It_is_universal_time_unless_it_says_so(string text, string expected)
    {
        DateText.TryParse(text, out DateTimeOffset value).Should().BeTrue();
        value.ToString("o").Should().Be(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2026-02-30")]
    [InlineData("31.1.2026")]
    [InlineData("2026-01-31 18:05")]
    [InlineData(" 2026-01-31")]
    public void Anything_else_is_none(string text) => DateText.TryParse(text, out _).Should().BeFalse();
}
