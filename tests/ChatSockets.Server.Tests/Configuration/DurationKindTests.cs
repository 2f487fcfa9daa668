using ChatSockets.Server.Configuration.Kinds;

namespace ChatSockets.Server.Tests.Configuration;

public sealed class DurationKindTests
{
    private readonly DurationKind _kind = new();

    [Theory]
    [InlineData("90s", 90_000, "1m30s")]
    [InlineData("2m", 120_000, "2m")]
    [InlineData("1h30m", 5_400_000, "1h30m")]
    [InlineData("250ms", 250, "250ms")]
    [InlineData("1d2h3m4s5ms", 93_784_005, "1d2h3m4s5ms")]
    [InlineData("1w", 604_800_000, "7d")]
    [InlineData("0s", 0, "0s")]
    [InlineData("007s", 7_000, "7s")]
    public void A_time_is_numbers_and_units_and_is_shown_the_same_way(string text, long milliseconds, string shown)
    {
        _kind.Read(text, out TimeSpan value).Should().BeNull();
        value.Should().Be(TimeSpan.FromMilliseconds(milliseconds));
        _kind.ToJson(value, showSecrets: true).GetValue<string>().Should().Be(shown);
    }

    [Theory]
    [InlineData("")]
    [InlineData("90")]
    [InlineData("s")]
    [InlineData("1.5s")]
    [InlineData("-1s")]
    [InlineData("1 s")]
    [InlineData("1S")]
    [InlineData("30m1h")]
    [InlineData("1s1s")]
    [InlineData("1h30")]
    [InlineData("9999999999s")]
    [InlineData("999999999d")]
    public void Anything_else_is_none(string text) =>
        _kind.Read(text, out _).Should().Be($"'{text}' is not a time, as 90s, 2m, 1h30m or 250ms are.");
}
