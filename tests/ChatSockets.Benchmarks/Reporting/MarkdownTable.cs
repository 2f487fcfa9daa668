using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using ChatSockets.Benchmarks.Modes;

namespace ChatSockets.Benchmarks.Reporting;

/// <summary>
/// All loads in one table, as Markdown: a row for each figure, a column for each server, and how ours stands to the best peer.
/// </summary>
internal sealed class MarkdownTable
{
    private readonly StringBuilder _rows = new();
    private string[] _servers = [];

    /// <summary>Adds what was measured under one load, of the same servers each time.</summary>
    public void Add(TableRow row, IReadOnlyList<Result> results)
    {
        _servers = [.. results.Select(result => result.Server)];
        Result? own = results.FirstOrDefault(result => result.IsOurs);
        Result[] peers = [.. results.Where(result => !result.IsOurs)];
        foreach (string metric in row.Metrics)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {metric} ");
            foreach (Result result in results) _rows.Append(CultureInfo.InvariantCulture, $"| {Cell(result, metric)} ");
            Goal? goal = row.Mode.Goals.FirstOrDefault(goal => goal.Metric == metric);
            _rows.Append(CultureInfo.InvariantCulture, $"| {(own is null ? null : goal?.Judge(own, peers)) ?? ""} |").AppendLine();
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        string at = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"{at}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} processors")
            .AppendLine(", which the load generator shares.").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"| load | figure | {string.Join(" | ", _servers)} | ours / best peer |");
        text.AppendLine(CultureInfo.InvariantCulture, $"|---|---|{string.Concat(_servers.Select(_ => "---:|"))}---|");
        return text.Append(_rows).ToString();
    }

    private static string Cell(Result result, string metric)
    {
        Metric? found = result.Metrics.FirstOrDefault(one => one.Name == metric);
        return found is null || double.IsNaN(found.Value) ? "-" : found.Value.ToString(found.Format, CultureInfo.InvariantCulture);
    }
}
