using System.Text;
using ChatSockets.Server.Diagnostics.Metrics;

namespace ChatSockets.Server.Tests.Diagnostics.Metrics;

/// <summary>Prometheus, "Exposition formats", text format 0.0.4.</summary>
public sealed class PrometheusTextTests
{
    [Fact]
    public void A_counter_gets_its_unit_and_total() =>
        Text(Family("chat.network.sent", "By", MetricKind.Counter, new Sample([], 1234))).Should().Be(
            "# HELP chat_network_sent_bytes_total A text.\n# TYPE chat_network_sent_bytes_total "
                + "counter\nchat_network_sent_bytes_total 1234\n");

    [Fact]
    public void A_gauge_has_its_labels() =>
        Text(Family("chat.sessions", "{session}", MetricKind.Gauge, new Sample([new("dialect", "irc"), new("a.b", "c")], 2),
            new Sample([new("dialect", "line")], 0))).Should().Be(
            "# HELP chat_sessions A text.\n# TYPE chat_sessions gauge\nchat_sessions{dialect=\"irc\",a_b=\"c\"} 2\n"
            + "chat_sessions{dialect=\"line\"} 0\n");

    [Fact]
    public void A_histogram_counts_from_below_and_ends_with_infinity() =>
        Text(Family("chat.commit.duration", "s", MetricKind.Histogram) with { Histogram = new([0.001, 0.5], [3, 2, 1], 2.25) }).Should().Be(
            "# HELP chat_commit_duration_seconds A text.\n# TYPE chat_commit_duration_seconds histogram\n"
            + "chat_commit_duration_seconds_bucket{le=\"0.001\"} 3\nchat_commit_duration_seconds_bucket{le=\"0.5\"} 5\n"
            + "chat_commit_duration_seconds_bucket{le=\"+Inf\"} 6\nchat_commit_duration_seconds_sum 2.25\n"
            + "chat_commit_duration_seconds_count 6\n");

    [Fact]
    public void Quotes_backslashes_and_line_ends_are_escaped()
    {
        MetricFamily family = Family("x", "", MetricKind.Gauge, new Sample([new("l", "a\"b\\c\nd")], 1));
        Text(family with { Description = "say \"hi\" \\ \n" }).Should().Be(
            "# HELP x say \"hi\" \\\\ \\n\n# TYPE x gauge\nx{l=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    [Theory]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(0.1, "0.1")]
    [InlineData(-3, "-3")]
    [InlineData(1e300, "1E+300")]
    public void Numbers_are_written_as_programs_read_them(double value, string expected) =>
        Text(Family("x", "", MetricKind.Gauge, new Sample([], value))).Should().EndWith($"x {expected}\n");

    [Fact]
    public void A_unit_that_the_name_ends_with_is_not_repeated() =>
        PrometheusText.NameOf(Family("chat.size.bytes", "By", MetricKind.Gauge)).Should().Be("chat_size_bytes");

    [Fact]
    public void What_has_no_value_is_left_out() => Text(Family("x", "", MetricKind.Gauge)).Should().BeEmpty();

    private static MetricFamily Family(string name, string unit, MetricKind kind, params Sample[] samples) =>
        new(name, unit, "A text.", kind, samples);

    private static string Text(MetricFamily family) => Encoding.UTF8.GetString(PrometheusText.Write([family]));
}
