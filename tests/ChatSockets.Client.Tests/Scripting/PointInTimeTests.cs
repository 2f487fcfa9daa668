using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PointInTimeTests
{
    // The clock of these tests says 2026-01-02 12:01 UTC.
    [Theory]
    [InlineData("90s", "2026-01-02T11:59:30Z")]
    [InlineData("15m", "2026-01-02T11:46:00Z")]
    [InlineData("2h", "2026-01-02T10:01:00Z")]
    [InlineData("3d", "2025-12-30T12:01:00Z")]
    [InlineData("2026-01-01T10:00Z", "2026-01-01T10:00:00Z")]
    [InlineData("2026-01-01T10:00:05.123Z", "2026-01-01T10:00:05.123Z")]
    public void A_time_is_so_long_ago_or_a_date(string text, string time) =>
        PointInTime.Parse(text, TestClock.Start())
            .Should().Be(DateTimeOffset.Parse(time, System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void A_date_without_a_zone_is_local() =>
        PointInTime.Parse("2026-01-01", TestClock.Start())
            .Should().Be(new DateTimeOffset(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Local)));

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("-1h")]
    [InlineData("5")]
    [InlineData("1w")]
    [InlineData("999999d")]
    public void Anything_else_is_none(string text) => PointInTime.Parse(text, TestClock.Start()).Should().BeNull();
}
