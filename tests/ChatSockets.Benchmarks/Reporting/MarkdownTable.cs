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
    private readonly Dictionary<string, Result> _own = [];
    private string[] _servers = [];

    /// <summary>Adds what was measured under one load, of the same servers each time.</summary>
    public void Add(TableRow row, IReadOnlyList<Result> results)
    {
        _servers = [.. results.Select(result => result.Server)];
        Result? own = results.FirstOrDefault(result => result.IsOurs);
        if (own is not null) _own[row.Name] = own;
        foreach (string metric in row.Metrics)
        {
            _rows.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {metric} ");
            foreach (Result result in results) _rows.Append(CultureInfo.InvariantCulture, $"| {Cell(result, metric)} ");
            _rows.Append(CultureInfo.InvariantCulture, $"| {string.Join("; ", Judge(row, metric, results))} |").AppendLine();
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

    private IEnumerable<string> Judge(TableRow row, string metric, IReadOnlyList<Result> results)
    {
        Result[] ours = [.. results.Where(result => result.IsOurs)], peers = [.. results.Where(result => !result.IsOurs)];
        Goal? goal = row.Mode.Goals.FirstOrDefault(goal => goal.Metric == metric);
        if (ours.Length == 0) yield break;
        if (row.Above is { } above)
        {
            if (_own.TryGetValue(above, out Result? plain))
                yield return Goal.JudgeShare(ours[0][metric] / plain[metric], "plain", row.Share);
        }
        else if (goal?.Judge(ours[0], peers) is { } judged)
        {
            yield return judged;
        }
        if (ours.Length > 1 && goal?.JudgeDisk(ours[1], ours[0]) is { } disk) yield return $"disk {disk}";
    }

    private static string Cell(Result result, string metric)
    {
        Metric? found = result.Metrics.FirstOrDefault(one => one.Name == metric);
        return found is null || double.IsNaN(found.Value) ? "-" : found.Value.ToString(found.Format, CultureInfo.InvariantCulture);
    }
}
