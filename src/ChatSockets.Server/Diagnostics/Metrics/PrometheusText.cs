using System.Globalization;
using System.Text;

namespace ChatSockets.Server.Diagnostics.Metrics;

/// <summary>
/// Metrics in Prometheus' text format 0.0.4. Names follow OpenTelemetry's rules for Prometheus: dots become underscores, the unit and, for
/// counters, <c>_total</c> are appended.
/// </summary>
/// <remarks>
/// Prometheus, "Exposition formats"; OpenTelemetry, "Prometheus and OpenMetrics Compatibility". A pure function: any thread.
/// </remarks>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>Writes all of them. An instrument without a value is left out.</summary>
    public static byte[] Write(IEnumerable<MetricFamily> families)
    {
        var text = new StringBuilder();
        foreach (MetricFamily family in families)
        {
            if (family.Samples.Count == 0 && family.Histogram is null) continue;
            string name = NameOf(family);
            text.Append("# HELP ").Append(name).Append(' ').Append(Escape(family.Description, isValue: false)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(family.Kind)).Append('\n');
            foreach (Sample sample in family.Samples) Line(text, name, sample.Labels, sample.Value);
            if (family.Histogram is { } histogram) Write(text, name, histogram);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>The name of a family in Prometheus: <c>chat.lines.received</c> is <c>chat_lines_received_total</c>.</summary>
    public static string NameOf(MetricFamily family)
    {
        string name = LabelName(family.Name);
        string unit = family.Unit switch
        {
            "s" => "_seconds",
            "By" => "_bytes",
            _ => "",
        };
        if (!name.EndsWith(unit, StringComparison.Ordinal)) name += unit;
        return family.Kind == MetricKind.Counter ? name + "_total" : name;
    }

    private static void Write(StringBuilder text, string name, HistogramSample histogram)
    {
        long count = 0;
        for (int i = 0; i < histogram.Counts.Length; i++)
        {
            count += histogram.Counts[i];
            double bound = i < histogram.Bounds.Length ? histogram.Bounds[i] : double.PositiveInfinity;
            Line(text, name + "_bucket", [new("le", Number(bound))], count);
        }
        Line(text, name + "_sum", [], histogram.Sum);
        Line(text, name + "_count", [], count);
    }

    private static void Line(StringBuilder text, string name, IReadOnlyList<KeyValuePair<string, string>> labels, double value)
    {
        text.Append(name);
        for (int i = 0; i < labels.Count; i++)
        {
            text.Append(i == 0 ? '{' : ',').Append(LabelName(labels[i].Key)).Append("=\"").Append(Escape(labels[i].Value, isValue: true))
                .Append('"');
        }
        if (labels.Count > 0) text.Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    private static string LabelName(string name) => string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Number(double value) =>
        double.IsPositiveInfinity(value) ? "+Inf" : double.IsNegativeInfinity(value) ? "-Inf" : value.ToString("R",
            CultureInfo.InvariantCulture);

    // A quote only within quotes.
    private static string Escape(string text, bool isValue)
    {
        string escaped = text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
        return isValue ? escaped.Replace("\"", "\\\"", StringComparison.Ordinal) : escaped;
    }
}
