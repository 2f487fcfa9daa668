using System.Text.Json;

namespace ChatSockets.Benchmarks.Reporting;

/// <summary>The same results for a program to read; numbers that could not be seen are null.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void Write(string file, string mode, IReadOnlyList<Result> results)
    {
        var report = new
        {
            mode,
            at = DateTimeOffset.UtcNow,
            processors = Environment.ProcessorCount,
            system = System.Runtime.InteropServices.RuntimeInformation.OSDescription,
            servers = results.Select(result => new
            {
                server = result.Server,
                notes = result.Notes,
                metrics = result.Metrics.ToDictionary(metric => metric.Name,
                    metric => double.IsFinite(metric.Value) ? metric.Value : (double?)null),
            }),
        };
        File.WriteAllText(file, JsonSerializer.Serialize(report, Indented));
    }
}
