using ChatSockets.Benchmarks.Load;
using ChatSockets.Benchmarks.Reporting;
using ChatSockets.Benchmarks.Servers;

namespace ChatSockets.Benchmarks.Modes;

/// <summary>What a mode answers: the row of the table, and what does not fit into one.</summary>
internal sealed record Measured(IReadOnlyList<Metric> Metrics, params IReadOnlyList<string> Notes);

/// <summary>One kind of measurement, taken of one server at a time.</summary>
internal interface IMode
{
    /// <summary>The table's title, with the sizes.</summary>
    string Title { get; }

    IReadOnlyList<Goal> Goals { get; }

    /// <summary>Takes the measurement of a server that has just started; the driver's connections go to it.</summary>
    Measured Measure(Driver driver, RunningServer server);
}
