using ChatSockets.Core.Bans;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Bans;

public sealed class BanDurationTests
{
    [Theory]
    [InlineData("10m", 600, "10m")]
    [InlineData("2h", 7200, "2h")]
    [InlineData("7d", 604_800, "7d")]
    [InlineData("1w", 604_800, "7d")]
    [InlineData("1D12H", 129_600, "1d12h")]
    [InlineData("90s", 90, "1m30s")]
    public void It_is_a_sum_of_numbers_with_units(string text, int seconds, string shown)
    {
        BanDuration.TryParse(Utf8(text), out TimeSpan? duration).Should().BeTrue();
        duration.Should().Be(TimeSpan.FromSeconds(seconds));
        BanDuration.Format(duration).Should().Be(shown);
    }

    [Theory]
    [InlineData("permanent")]
    [InlineData("Permanent")]
    [InlineData("0")]
    public void For_ever_is_one_too(string text)
    {
        BanDuration.TryParse(Utf8(text), out TimeSpan? duration).Should().BeTrue();
        duration.Should().BeNull();
        BanDuration.Format(duration).Should().Be("permanent");
    }

    [Theory]
    [InlineData("")]
    [InlineData("10")]
    [InlineData("m")]
    [InlineData("10x")]
    [InlineData("10m5")]
    [InlineData("0m")]
    [InlineData("250ms")]
    [InlineData("-5m")]
    [InlineData("99999999999999999999d")]
    [InlineData("4000d")]
    [InlineData("bob!*@*")]
    public void Anything_else_is_none(string text) => BanDuration.TryParse(Utf8(text), out _).Should().BeFalse();
}
