namespace ChatSockets.Benchmarks.Reporting;

/// <summary>How the rounds of one measurement become one number.</summary>
internal enum Combine
{
    Median,
    Maximum,
}

/// <summary>One measured number with the column it stands in.</summary>
/// <param name="Name">The column's head, unit included.</param>
/// <param name="Value">NaN where it could not be seen.</param>
/// <param name="Format">How it is printed.</param>
/// <param name="Combine">What several rounds come to.</param>
internal sealed record Metric(string Name, double Value, string Format = "N0", Combine Combine = Combine.Median);
