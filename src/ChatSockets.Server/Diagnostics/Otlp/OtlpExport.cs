using System.Diagnostics.Metrics;
using ChatSockets.Server.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace ChatSockets.Server.Diagnostics.Otlp;

/// <summary>
/// Sends a server's figures once a minute to a collector, by OTLP over HTTP. Made only where that is asked for: it has a thread and an HTTP
/// client. The OTEL_ variables of the environment count too, such as OTEL_EXPORTER_OTLP_HEADERS and OTEL_METRIC_EXPORT_INTERVAL.
/// </summary>
/// <remarks>OpenTelemetry Protocol Specification, "OTLP/HTTP". Any thread.</remarks>
internal sealed class OtlpExport : IDisposable
{
    // Of the five seconds that the program has to end.
    private const int StopMilliseconds = 500;

    private readonly MeterProvider _provider;

    /// <param name="server">Whose figures.</param>
    /// <param name="address">The collector; without a path it is <c>/v1/metrics</c>.</param>
    public OtlpExport(ServerContext server, Uri address)
    {
        Meter meter = server.Metrics.Meter;
        Uri endpoint = address.AbsolutePath == "/" ? new Uri(address, "/v1/metrics") : address;
        _provider = Sdk.CreateMeterProviderBuilder()
            .ConfigureResource(resource => resource.AddService("chat-server", serviceInstanceId: server.Options.Name,
                serviceVersion: typeof(OtlpExport).Assembly.GetName().Version?.ToString(3)))
            .AddMeter(ServerMetrics.MeterName)
            // Another server of this process has a meter of that name too.
            .AddView(instrument => ReferenceEquals(instrument.Meter, meter) ? null : MetricStreamConfiguration.Drop)
            .AddOtlpExporter((exporter, _) =>
            {
                exporter.Endpoint = endpoint;
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.HttpClientFactory = () => new HttpClient(new OtlpLog(server.Log, endpoint))
                {
                    Timeout = TimeSpan.FromMilliseconds(exporter.TimeoutMilliseconds),
                };
            })
            .Build();
    }

    /// <summary>Sends the figures now. Waits for that, at most so long; false if they did not arrive.</summary>
    public bool Send(TimeSpan time) => _provider.ForceFlush((int)time.TotalMilliseconds);

    /// <summary>Sends the last figures if that is soon done.</summary>
    public void Dispose()
    {
        _provider.Shutdown(StopMilliseconds);
        _provider.Dispose();
    }
}
