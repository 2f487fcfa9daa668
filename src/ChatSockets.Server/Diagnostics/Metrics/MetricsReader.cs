using System.Diagnostics.Metrics;
using System.Globalization;

namespace ChatSockets.Server.Diagnostics.Metrics;

/// <summary>
/// Reads the instruments of one meter. Histograms it counts itself, from its creation on: a measurement costs two atomic additions and
/// allocates nothing.
/// </summary>
/// <remarks>Any thread may read; one reads at a time. Its lock is independent of the order of locks: what it reads takes few locks,
/// shortly.</remarks>
internal sealed class MetricsReader : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _gate = new();
    private readonly List<Instrument> _instruments = [];
    private readonly Dictionary<Instrument, List<Sample>> _samples = [];
    private readonly Dictionary<Instrument, HistogramCounts> _histograms = [];

    public MetricsReader(Meter meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!ReferenceEquals(instrument.Meter, meter)) return;
            HistogramCounts? counts = instrument is Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds }
                ? new HistogramCounts([.. bounds]) : null;
            lock (_gate)
            {
                _instruments.Add(instrument);
                if (counts is null) _samples.Add(instrument, []);
                else _histograms.Add(instrument, counts);
            }
            listener.EnableMeasurementEvents(instrument, counts);
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, counts) =>
        {
            if (counts is HistogramCounts histogram) histogram.Add(value);
            else Take(instrument, value, tags);
        });
        _listener.Start();
    }

    /// <summary>The present value of every instrument, in the order of their names.</summary>
    public IReadOnlyList<MetricFamily> Read()
    {
        lock (_gate)
        {
            foreach (List<Sample> samples in _samples.Values) samples.Clear();
            _listener.RecordObservableInstruments();
            return [.. _instruments.OrderBy(instrument => instrument.Name, StringComparer.Ordinal).Select(Family)];
        }
    }

    public void Dispose() => _listener.Dispose();

    private MetricFamily Family(Instrument instrument) => new(
        instrument.Name, instrument.Unit ?? "", instrument.Description ?? "",
        instrument is ObservableCounter<long> or ObservableCounter<double> ? MetricKind.Counter
            : instrument is Histogram<double> ? MetricKind.Histogram : MetricKind.Gauge,
        _samples.TryGetValue(instrument, out List<Sample>? samples) ? [.. samples] : [],
        _histograms.TryGetValue(instrument, out HistogramCounts? counts) ? counts.Read() : null);

    // Within the lock: only observable instruments come here, when Read asks for them.
    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new KeyValuePair<string, string>[tags.Length];
        for (int i = 0; i < tags.Length; i++)
            labels[i] = new(tags[i].Key, Convert.ToString(tags[i].Value, CultureInfo.InvariantCulture) ?? "");
        _samples[instrument].Add(new Sample(labels, value));
    }
}

/// <summary>What an instrument is.</summary>
internal enum MetricKind
{
    Gauge,
    Counter,
    Histogram,
}

/// <summary>An instrument and its values at one moment.</summary>
/// <param name="Name">The name by OpenTelemetry's conventions: <c>chat.lines.received</c>.</param>
/// <param name="Unit">The unit by UCUM; in braces what is counted.</param>
/// <param name="Description">A sentence for people.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Samples">The values; none for a histogram.</param>
/// <param name="Histogram">A histogram's counts.</param>
internal sealed record MetricFamily(string Name, string Unit, string Description, MetricKind Kind, IReadOnlyList<Sample> Samples,
    HistogramSample? Histogram = null);

/// <summary>A value and what tells it from the others of its instrument.</summary>
internal readonly record struct Sample(IReadOnlyList<KeyValuePair<string, string>> Labels, double Value);

/// <summary>A histogram at one moment.</summary>
/// <param name="Bounds">The upper bounds of the buckets, each included, without the last, which is infinite.</param>
/// <param name="Counts">How many fell into each bucket; one more than there are bounds.</param>
/// <param name="Sum">The sum of all values.</param>
internal sealed record HistogramSample(double[] Bounds, long[] Counts, double Sum);
