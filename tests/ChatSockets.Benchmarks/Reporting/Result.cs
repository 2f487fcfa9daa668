namespace ChatSockets.Benchmarks.Reporting;

/// <summary>What one server did in one mode, in one round or in all of them together.</summary>
internal sealed record Result(string Server, bool IsOurs, IReadOnlyList<Metric> Metrics, IReadOnlyList<string> Notes)
{
    public double this[string metric] => Metrics.FirstOrDefault(m => m.Name == metric)?.Value ?? double.NaN;

    /// <summary>Puts a server's rounds together, metric by metric.</summary>
    public static Result OfRounds(IReadOnlyList<Result> rounds)
    {
        IEnumerable<Metric> metrics = rounds[0].Metrics.Select(metric =>
        {
            double[] values = [.. rounds.Select(round => round[metric.Name]).Order()];
            return metric with { Value = metric.Combine == Combine.Maximum ? values[^1] : Median(values) };
        });
        return rounds[0] with { Metrics = [.. metrics], Notes = [.. rounds.SelectMany(round => round.Notes).Distinct()] };
    }

    private static double Median(double[] sorted) =>
        sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
}
