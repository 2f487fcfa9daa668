using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics.Metrics;

/// <summary>Packaging/grafana-dashboard.json, which Grafana imports.</summary>
public sealed partial class DashboardTests
{
    private static readonly string Text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "grafana-dashboard.json"));

    private static readonly string[] Expressions =
    [
        .. JsonDocument.Parse(Text).RootElement.GetProperty("panels").EnumerateArray()
            .SelectMany(panel => panel.GetProperty("targets").EnumerateArray())
            .Select(target => target.GetProperty("expr").GetString()!),
    ];

    [Fact]
    public async Task Every_metric_that_it_names_exists()
    {
        string[] named = [.. Expressions.SelectMany(expression => Metric().Matches(expression)).Select(match => match.Value).Distinct()];
        named.Should().HaveCountGreaterThan(20);
        named.Except(await NamesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_metric_that_exists_is_in_it() =>
        (await NamesAsync()).Where(name => !Expressions.Any(expression => expression.Contains(name, StringComparison.Ordinal)))
            .Where(name => !name.EndsWith("_bucket", StringComparison.Ordinal) && !name.EndsWith("_sum", StringComparison.Ordinal)
                && !name.EndsWith("_count", StringComparison.Ordinal))
            .Should().BeEmpty();

    private static async Task<HashSet<string>> NamesAsync()
    {
        await using Chat chat = await Chat.StartAsync();
        return [.. chat.Server.Context.Metrics.Reader.Read().SelectMany(family => family.Kind == MetricKind.Histogram
            ? new[] { "_bucket", "_sum", "_count" }.Select(suffix => PrometheusText.NameOf(family) + suffix)
            : [PrometheusText.NameOf(family)])];
    }

    [GeneratedRegex("(chat|process)_[a-z_]+")]
    private static partial Regex Metric();
}
