using System.Globalization;

namespace ChatSockets.Benchmarks.Reporting;

/// <summary>
/// What our server is measured by: against the best peer of the same run, against itself without a disk, or against a number.
/// </summary>
/// <param name="Metric">The column that is judged.</param>
/// <param name="What">The words that follow the ratio.</param>
/// <param name="AtLeast">Ours must be at least this many times the best peer's.</param>
/// <param name="AtMost">Ours must be at most this many times the best peer's.</param>
/// <param name="Absolute">Ours must be at most this, whatever the peers do.</param>
/// <param name="AbsoluteLeast">Ours must be at least this, whatever the peers do.</param>
/// <param name="DiskAtLeast">Ours with its history on the disk must be at least this many times ours in memory.</param>
internal sealed record Goal(
    string Metric, string What, double? AtLeast = null, double? AtMost = null, double? Absolute = null, double? AbsoluteLeast = null,
        double? DiskAtLeast = null)
{
    /// <summary>Whether nobody else is looked at.</summary>
    public bool IsAbsolute => Absolute is not null || AbsoluteLeast is not null;

    /// <summary>The sentence for the last lines; null where there is nothing to compare.</summary>
    public string? Judge(Result ours, IReadOnlyList<Result> peers)
    {
        double own = ours[Metric];
        if (double.IsNaN(own)) return null;
        if (Absolute is { } limit) return Text($"{own:0.##} {What}", $"<= {limit:0.##}", own <= limit);
        if (AbsoluteLeast is { } floor) return Text($"{own:#,0} {What}", $">= {floor:#,0}", own >= floor);

        double[] values = [.. peers.Select(peer => peer[Metric]).Where(value => value > 0)];
        if (values.Length == 0) return null;
        double best = AtLeast is null ? values.Min() : values.Max();
        double ratio = own / best;
        if (AtLeast is { } least) return Text($"{ratio:0.00}x {What}", $">= {least:0.00}x", ratio >= least);
        return AtMost is { } most ? Text($"{ratio:0.00}x {What}", $"<= {most:0.00}x", ratio <= most) : $"{ratio:0.00}x {What}";
    }

    /// <summary>The same for what the disk costs; null where that is no goal.</summary>
    public string? JudgeDisk(Result onDisk, Result inMemory)
    {
        double ratio = onDisk[Metric] / inMemory[Metric];
        return DiskAtLeast is { } least && !double.IsNaN(ratio) ? Text($"{ratio:0.00}x {What}", $">= {least:0.00}x", ratio >= least) : null;
    }

    /// <summary>The same for another ratio.</summary>
    public static string JudgeShare(double ratio, string what, double least) =>
        Text($"{ratio:0.00}x {what}", $">= {least:0.00}x", ratio >= least);

    private static string Text(FormattableString value, FormattableString wanted, bool holds) =>
        $"{value.ToString(CultureInfo.InvariantCulture)} (goal {wanted.ToString(CultureInfo.InvariantCulture)}: "
            + $"{(holds ? "pass" : "FAIL")})";
}
