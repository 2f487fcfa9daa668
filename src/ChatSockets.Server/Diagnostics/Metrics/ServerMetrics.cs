using System.Diagnostics;
using System.Diagnostics.Metrics;
using ChatSockets.Core.Commands;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;

namespace ChatSockets.Server.Diagnostics.Metrics;

/// <summary>
/// Everything that is measured about one server: its meter "ChatSockets.Server" and the instruments of that, named and with units as
/// OpenTelemetry's semantic conventions have them. Each server in a process has a meter of its own with the server as its
/// <see cref="Meter.Scope"/>: compare meters, not their names.
/// </summary>
/// <remarks>
/// <para>Any thread. Parts of the server count in <see cref="Counters"/> and the other methods: plain additions, made once for each read,
/// burst, send or commit and never for each delivery, which allocate nothing. What is a state (sessions, rooms, bytes that wait) is looked
/// at only when somebody reads it.</para>
/// <para>Read it in the process with a <see cref="MeterListener"/> such as <see cref="MetricsReader"/>, by Prometheus
/// (<see cref="PrometheusText"/>) or by OTLP.</para>
/// </remarks>
internal sealed class ServerMetrics : IDisposable
{
    public const string MeterName = "ChatSockets.Server";

    // Seconds. The first bounds are those of a healthy server, the last of one whose disk or network is in trouble.
    private static readonly double[] Durations =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] Sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];

    private static readonly KeyValuePair<string, object?>[] CloseReasons = Tags<CloseCause>();
    private static readonly KeyValuePair<string, object?>[] RefusalReasons = Tags<RefusalCause>();

    private readonly ServerContext _server;
    private readonly StripedCounts _closed = new(CloseReasons.Length);
    private readonly StripedCounts _refused = new(RefusalReasons.Length);
    private readonly Histogram<double> _delivery;
    private readonly Histogram<double> _commit;
    private readonly Histogram<double> _group;
    private readonly Histogram<double> _pass;

    /// <param name="server">The server, whose parts may not be there yet: they are looked at when somebody reads.</param>
    public ServerMetrics(ServerContext server)
    {
        _server = server;
        Meter = new Meter(new MeterOptions(MeterName) { Scope = server });
        AddConnections();
        AddTraffic();
        AddStore();
        AddProcess();
        _delivery = Histogram("chat.delivery.duration", "s",
            "From the moment that the lines of one read are handled until they are committed and queued for every reader.", Durations);
        _commit = Histogram("chat.commit.duration", "s", "The time of one transaction of the store, with its flush to disk.", Durations);
        _group = Histogram("chat.commit.group.size", "{row}", "Rows that were written in one transaction.", Sizes);
        _pass = Histogram("chat.lane.pass.duration", "s",
            "The time of one pass of a write lane: how long a queued line waits at the most before it is sent.", Durations);
        Reader = new MetricsReader(Meter);
    }

    /// <summary>The instruments.</summary>
    public Meter Meter { get; }

    /// <summary>Reads them; histograms are counted from the server's start on.</summary>
    public MetricsReader Reader { get; }

    /// <summary>The sessions of all connections.</summary>
    public Func<IEnumerable<Session>> Sessions { get; set; } = () => [];

    /// <summary>The clients' threads, spare ones included.</summary>
    public Func<int> ClientThreads { get; set; } = () => 0;

    /// <summary>A connection has ended.</summary>
    public void Closed(CloseCause cause) => _closed.Add((int)cause, 1);

    /// <summary>A connection was not accepted.</summary>
    public void Refused(RefusalCause cause) => _refused.Add((int)cause, 1);

    /// <summary>The lines of one read, or of one message, are committed and queued for every reader.</summary>
    /// <param name="began">The timestamp of <see cref="Stopwatch"/> when they were handled.</param>
    public void Delivered(long began) => _delivery.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    /// <summary>A write lane has gone once through what it had to send.</summary>
    public void Passed(long began) => _pass.Record(Stopwatch.GetElapsedTime(began).TotalSeconds);

    /// <summary>The store has written a group, or could not.</summary>
    public void Committed(int rows, TimeSpan time, bool isDone)
    {
        if (!isDone) _server.Counters.Add(Counter.FailedCommits);
        else if (rows > 0)
        {
            _server.Counters.Add(Counter.Commits);
            _commit.Record(time.TotalSeconds);
            _group.Record(rows);
        }
    }

    public void Dispose()
    {
        Reader.Dispose();
        Meter.Dispose();
    }

    private void AddConnections()
    {
        Gauge("chat.sessions", "{session}", "Open connections, by what is spoken on them.", SessionsByDialect);
        Gauge("chat.users", "{user}", "Registered users, also those who are always on and not connected.", () => _server.Users.Count);
        Gauge("chat.operators", "{user}", "Users who are operators of the server.", () => _server.Users.Operators);
        Gauge("chat.rooms", "{room}", "Open rooms.", () => _server.Rooms.Count);
        Gauge("chat.connections.limit", "{connection}", "The most connections at a time, by the settings and the system.",
            () => _server.ConnectionLimit.InForce);
        Count("chat.connections.accepted", "{connection}", "Connections that got a thread.", Counter.Accepted);
        Meter.CreateObservableCounter("chat.connections.closed", () => ByTag(_closed, CloseReasons), "{connection}",
            "Connections that have ended, by reason.");
        Meter.CreateObservableCounter("chat.connections.refused", () => ByTag(_refused, RefusalReasons), "{connection}",
            "Connections that were not accepted, by reason.");
        Meter.CreateObservableCounter("chat.logins.refused",
            () => new[]
            {
                new Measurement<long>(_server.Counters.Of(Counter.WrongLogins), new KeyValuePair<string, object?>("reason", "wrong")),
                new Measurement<long>(_server.Counters.Of(Counter.LimitedLogins), new KeyValuePair<string, object?>("reason", "limit")),
            },
            "{attempt}", "Log-ins that were refused: the proof was wrong, or there were too many attempts.");
        Count("chat.tls.handshakes.failed", "{handshake}", "TLS handshakes that failed.", Counter.HandshakeFailures);
        Meter.CreateObservableGauge("chat.tls.certificate.remaining", CertificateRemaining, "s",
            "The time until the certificate expires; absent until there is one.");
    }

    private void AddTraffic()
    {
        Count("chat.lines.received", "{line}", "Lines read from clients.", Counter.LinesReceived);
        Count("chat.network.received", "By", "Bytes read from clients, without TLS's own.", Counter.BytesReceived);
        Count("chat.lines.sent", "{line}", "Lines queued for clients, one for each reader.", Counter.LinesSent);
        Count("chat.network.sent", "By", "Bytes sent to clients, without TLS's own.", () => _server.Lanes.Sum(lane => lane.BytesSent));
        Count("chat.sends", "{send}", "Times that gathered lines were sent to one client.", () => _server.Lanes.Sum(lane => lane.Sends));
        Count("chat.flood.pauses", "{pause}", "Times that a client was not read because it sent more than flood control allows.",
            Counter.FloodPauses);
        Meter.CreateObservableCounter("chat.commands", CommandsByVerb, "{command}", "Commands carried out, by verb.");
        Meter.CreateObservableCounter("chat.discovery.datagrams", DatagramsByResult, "{datagram}",
            "Datagrams that came to be told of the server, by what became of them; without those that the system dropped in a flood.");
        Gauge("chat.outbox.size", "By", "Bytes that wait to be sent, of all clients.",
            () => Sessions().Sum(session => session.Outbox.Unsent));
        Gauge("chat.outbox.largest", "By", "Bytes that wait to be sent to the client that is furthest behind.",
            () => Sessions().Select(session => session.Outbox.Unsent).DefaultIfEmpty().Max());
    }

    private void AddStore()
    {
        Count("chat.commits.failed", "{commit}", "Transactions that failed; what they held was refused.", Counter.FailedCommits);
        Gauge("chat.store.size", "By", "Size of the store on disk, or in memory.", () => _server.Store.Bytes);
        Gauge("chat.store.pending", "{row}", "Rows that wait for the store's next transaction.", () => _server.Store.Commits.Waiting);
    }

    private void AddProcess()
    {
        Gauge("chat.client.threads", "{thread}", "Threads of clients, spare ones included.", () => ClientThreads());
        Meter.CreateObservableGauge("chat.uptime", () => (_server.Clock.GetUtcNow() - _server.Started).TotalSeconds, "s",
            "The time since the server started.");
        Gauge("process.threads", "{thread}", "Threads of the process.", () => ProcessFigures.Threads);
        Gauge("process.memory.usage", "By", "Physical memory of the process.", () => Environment.WorkingSet);
        Meter.CreateObservableCounter("process.cpu.time", () => ProcessFigures.CpuTime.TotalSeconds, "s", "Processor time of the process.");
    }

    private IEnumerable<Measurement<long>> SessionsByDialect() => Sessions().CountBy(session => session.DialectName)
        .Select(pair => new Measurement<long>(pair.Value, new KeyValuePair<string, object?>("dialect", pair.Key)));

    private IEnumerable<Measurement<long>> CommandsByVerb()
    {
        foreach (Command row in CommandTable.All)
        {
            long count = _server.CommandCounts.Of(row.Index);
            if (count > 0) yield return new Measurement<long>(count, new KeyValuePair<string, object?>("verb", row.Verb));
        }
    }

    private IEnumerable<Measurement<long>> DatagramsByResult()
    {
        Discovery.DiscoveryCounts counts = _server.DiscoveryCounts;
        foreach ((string result, long count) in new[]
        {
            ("answered", counts.Answered), ("malformed", counts.Malformed), ("limited", counts.Limited), ("distant", counts.Distant),
        }) yield return new Measurement<long>(count, new KeyValuePair<string, object?>("result", result));
    }

    private IEnumerable<Measurement<double>> CertificateRemaining() => _server.Certificates.Known is { } certificate
        ? [new Measurement<double>((certificate.Ends - _server.Clock.GetUtcNow()).TotalSeconds)] : [];

    private void Gauge(string name, string unit, string description, Func<long> value) =>
        Meter.CreateObservableGauge(name, value, unit, description);

    private void Gauge(string name, string unit, string description, Func<IEnumerable<Measurement<long>>> values) =>
        Meter.CreateObservableGauge(name, values, unit, description);

    private void Count(string name, string unit, string description, Counter counter) =>
        Count(name, unit, description, () => _server.Counters.Of(counter));

    private void Count(string name, string unit, string description, Func<long> value) =>
        Meter.CreateObservableCounter(name, value, unit, description);

    private Histogram<double> Histogram(string name, string unit, string description, double[] bounds) =>
        Meter.CreateHistogram(name, unit, description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = bounds });

    private static IEnumerable<Measurement<long>> ByTag(StripedCounts counts, KeyValuePair<string, object?>[] tags)
    {
        for (int i = 0; i < tags.Length; i++) yield return new Measurement<long>(counts.Of(i), tags[i]);
    }

    // PingTimeout: ping_timeout.
    private static KeyValuePair<string, object?>[] Tags<TEnum>() where TEnum : struct, Enum =>
        [.. Enum.GetNames<TEnum>().Select(name => new KeyValuePair<string, object?>("reason", string.Concat(name.Select((letter, index) =>
            index > 0 && char.IsAsciiLetterUpper(letter) ? $"_{char.ToLowerInvariant(letter)}" : $"{char.ToLowerInvariant(letter)}"))))];
}
