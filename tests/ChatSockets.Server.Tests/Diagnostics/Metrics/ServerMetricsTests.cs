using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ChatSockets.Core.Diagnostics;
using ChatSockets.Core.State;
using ChatSockets.Protocol.Discovery;
using ChatSockets.Server.Diagnostics.Metrics;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Diagnostics.Metrics;

public sealed partial class ServerMetricsTests
{
    [Fact]
    public async Task Sessions_users_and_rooms_are_those_that_are_here()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.PairAsync();
        await chat.TypeAsync("carol");
        Value(chat, "chat.sessions", "irc").Should().Be(2);
        Value(chat, "chat.sessions", "line").Should().Be(1);
        Value(chat, "chat.users").Should().Be(3);
        Value(chat, "chat.rooms").Should().Be(2);
        Value(chat, "chat.connections.accepted").Should().Be(3);
        Value(chat, "chat.client.threads").Should().Be(3);
        Value(chat, "process.threads").Should().BeGreaterThan(3);
    }

    [Fact]
    public async Task Lines_are_counted_in_and_out_for_each_reader()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.JoinAsync("carol");
        TestClient[] clients = [alice, bob, carol];
        foreach (TestClient client in clients) await client.SyncAsync();
        // Counted after they were answered.
        double received = clients.Sum(client => client.LinesSent);
        await Waiting.UntilAsync(() => Value(chat, "chat.lines.received") >= received, "all that was sent to be counted");
        double sent = Value(chat, "chat.lines.sent");
        double bytes = Value(chat, "chat.network.received"), bytesSent = Value(chat, "chat.network.sent");
        double deliveries = Histogram(chat, "chat.delivery.duration").Counts.Sum();

        await alice.SendAsync("PRIVMSG #room :one", "PRIVMSG #room :two");
        await bob.ExpectAsync("* PRIVMSG #room :two");
        await carol.ExpectAsync("* PRIVMSG #room :two");

        await Waiting.UntilAsync(() => Value(chat, "chat.lines.received") >= received + 2, "the read to be counted");
        await Waiting.UntilAsync(() => Histogram(chat, "chat.delivery.duration").Counts.Sum() > deliveries, "the delivery to be measured");
        Value(chat, "chat.lines.received").Should().Be(received + 2);
        Value(chat, "chat.lines.sent").Should().Be(sent + 4);
        Value(chat, "chat.network.received").Should().Be(bytes + (2 * "PRIVMSG #room :one\r\n".Length));
        Value(chat, "chat.network.sent").Should().Be(bytesSent + (4 * $":{Wire.Source("alice")} PRIVMSG #room :one\r\n".Length));
        Value(chat, "chat.outbox.size").Should().Be(0);
        Value(chat, "chat.commands", "PRIVMSG").Should().Be(2);
    }

    [Fact]
    public async Task A_transaction_is_measured_with_its_rows()
    {
        using var folder = new TempFolder();
        await using Chat chat = await Chat.StartAsync(options => options with { DataFolder = folder.Path });
        double before = Histogram(chat, "chat.commit.group.size").Sum;
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.SendAsync("PRIVMSG #room :hi");
        await bob.ExpectAsync("* PRIVMSG #room :hi");
        HistogramSample rows = Histogram(chat, "chat.commit.group.size"), times = Histogram(chat, "chat.commit.duration");
        rows.Sum.Should().BeGreaterThan(before);
        times.Counts.Sum().Should().BePositive();
        times.Sum.Should().BePositive();
        Value(chat, "chat.store.size").Should().BeGreaterThan(4096);
        Value(chat, "chat.commits.failed").Should().Be(0);
    }

    [Fact]
    public async Task Connections_that_end_are_counted_by_reason()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await alice.SendAsync("QUIT");
        await bob.ExpectAsync("* QUIT *");
        await Waiting.UntilAsync(() => Value(chat, "chat.connections.closed", "quit") == 1, "alice's quit to be counted");
        bob.Dispose();
        await Waiting.UntilAsync(
            () => Value(chat, "chat.connections.closed", "peer_closed") + Value(chat, "chat.connections.closed", "connection_lost") == 1,
            "bob's end to be counted");
        Value(chat, "chat.connections.closed", "ping_timeout").Should().Be(0);
    }

    [Fact]
    public async Task A_connection_that_is_one_too_many_is_counted()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { MaximumConnections = 1 });
        await chat.RegisterAsync("alice");
        TestClient second = await chat.ConnectAsync();
        await second.ExpectAsync("ERROR *");
        Value(chat, "chat.connections.refused", "full").Should().Be(1);
    }

    [Fact]
    public async Task Wrong_passwords_and_refused_attempts_are_counted()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { LoginAttempts = 1 });
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("NICKSERV IDENTIFY nobody wrong-password");
        await alice.AskAsync("NICKSERV IDENTIFY nobody wrong-password");
        Value(chat, "chat.logins.refused", "wrong").Should().Be(1);
        Value(chat, "chat.logins.refused", "limit").Should().Be(1);
    }

    [Fact]
    public async Task Datagrams_are_counted_by_what_became_of_them()
    {
        await using Chat chat = await Chat.StartAsync();
        using var asker = new UdpClient();
        asker.Connect(IPAddress.Loopback, chat.Server.Port);
        asker.Send([1, 2, 3]);
        asker.Send(new DiscoveryRequest(1).ToBytes());
        await Waiting.UntilAsync(() => Value(chat, "chat.discovery.datagrams", "answered") == 1, "the request to be answered");
        Value(chat, "chat.discovery.datagrams", "malformed").Should().Be(1);
        Value(chat, "chat.discovery.datagrams", "limited").Should().Be(0);
        Value(chat, "chat.discovery.datagrams", "distant").Should().Be(0);
    }

    [Fact]
    public async Task A_client_that_sends_too_much_is_paused_and_that_is_counted()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { FloodBurst = 5, ExemptNetworks = [] });
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.SendAsync([.. Enumerable.Repeat("PING x", 10)]);
        await Waiting.UntilAsync(() => Value(chat, "chat.flood.pauses") > 0, "a pause");
    }

    [Fact]
    public async Task Two_servers_in_one_process_do_not_mix()
    {
        await using Chat one = await Chat.StartAsync(), other = await Chat.StartAsync();
        await one.PairAsync();
        Value(one, "chat.users").Should().Be(2);
        Value(other, "chat.users").Should().Be(0);
        Value(other, "chat.lines.received").Should().Be(0);
        Histogram(other, "chat.delivery.duration").Counts.Sum().Should().Be(0);
    }

    [Fact]
    public async Task Any_listener_in_the_process_can_read_them()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.PairAsync();
        var values = new Dictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, self) =>
        {
            if (instrument.Meter.Name == ServerMetrics.MeterName && instrument.Meter.Scope == chat.Server.Context)
                self.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        values["chat.users"].Should().Be(2);
    }

    [Fact]
    public async Task What_is_measured_for_each_burst_and_pass_allocates_nothing()
    {
        await using Chat chat = await Chat.StartAsync();
        ServerMetrics metrics = chat.Server.Context.Metrics;
        Measure(metrics, chat.Server.Context.Counters, 2000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Measure(metrics, chat.Server.Context.Counters, 1000);
        GC.GetAllocatedBytesForCurrentThread().Should().Be(before);
    }

    [Fact]
    public async Task Everything_has_a_description_and_a_name_that_prometheus_takes()
    {
        await using Chat chat = await Chat.StartAsync();
        IReadOnlyList<MetricFamily> families = chat.Server.Context.Metrics.Reader.Read();
        families.Should().HaveCountGreaterThan(25);
        families.Should().OnlyContain(family => family.Description.EndsWith('.'));
        families.Select(PrometheusText.NameOf).Should().OnlyHaveUniqueItems()
            .And.OnlyContain(name => Name().IsMatch(name));
    }

    [Fact]
    public async Task The_text_has_no_line_that_is_none()
    {
        await using Chat chat = await Chat.StartAsync();
        await chat.PairAsync();
        string text = Encoding.UTF8.GetString(PrometheusText.Write(chat.Server.Context.Metrics.Reader.Read()));
        text.Should().EndWith("\n");
        text.TrimEnd('\n').Split('\n').Should().OnlyContain(line => Line().IsMatch(line));
    }

    private static void Measure(ServerMetrics metrics, Counters counters, int times)
    {
        long began = Stopwatch.GetTimestamp();
        for (int i = 0; i < times; i++)
        {
            metrics.Delivered(began);
            metrics.Passed(began);
            metrics.Committed(1, TimeSpan.FromMilliseconds(1), isDone: true);
            counters.Add(Counter.LinesReceived, 3);
            metrics.Closed(CloseCause.Quit);
        }
    }

    private static double Value(Chat chat, string name, string? label = null) =>
        Family(chat, name).Samples.Where(sample => label is null || sample.Labels.Any(pair => pair.Value == label))
            .Select(sample => sample.Value).DefaultIfEmpty(0).Single();

    private static HistogramSample Histogram(Chat chat, string name) => Family(chat, name).Histogram!;

    private static MetricFamily Family(Chat chat, string name) =>
        chat.Server.Context.Metrics.Reader.Read().Single(family => family.Name == name);

    [GeneratedRegex("^[a-z_]+$")]
    private static partial Regex Name();

    [GeneratedRegex("^(# (HELP [a-z_]+ .+|TYPE [a-z_]+ (gauge|counter|histogram))|"
        + "[a-z_]+({[a-z_]+=\"[^\"]*\"})? -?([0-9.E+-]+|\\+Inf|NaN))$")]
    private static partial Regex Line();
}
