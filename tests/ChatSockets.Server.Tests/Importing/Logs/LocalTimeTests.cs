using ChatSockets.Server.Importing.Logs;

namespace ChatSockets.Server.Tests.Importing.Logs;

public sealed class LocalTimeTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Fact]
    public void The_hour_that_comes_twice_in_autumn_is_the_second_one_when_times_go_back()
    {
        var local = new LocalTime(Berlin);
        ((string[])["01:59", "02:30", "02:59", "02:00", "02:30", "03:00"]).Select(time => Of(local, $"2025-10-26 {time}"))
            .Should().Equal("23:59", "00:30", "00:59", "01:00", "01:30", "02:00");
    }

    [Fact]
    public void The_hour_that_is_left_out_in_spring_is_read_all_the_same() =>
        Of(new LocalTime(Berlin), "2025-03-30 02:30").Should().Be("01:30");

    private static string Of(LocalTime local, string time) =>
        local.ToUniversal(DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture)).ToString("HH:mm",
            System.Globalization.CultureInfo.InvariantCulture);
}
