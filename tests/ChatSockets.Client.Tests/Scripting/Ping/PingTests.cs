using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting.Ping;
using ChatSockets.Client.Tests.Discovery;
using ChatSockets.CommandLine;
using ChatSockets.Protocol.Discovery;

namespace ChatSockets.Client.Tests.Scripting.Ping;

public sealed class PingTests : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly MemoryStream _output = new();

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Answers_losses_and_the_summary_are_printed()
    {
        PingReport report = Report();
        var schedule = new PingSchedule(new PingOptions(Count: 3, Second, Second * 2), report);
        schedule.TakeDue(TimeSpan.Zero).Should().Be(1);
        schedule.TakeDue(TimeSpan.Zero).Should().Be(0);
        schedule.Rest(TimeSpan.Zero).Should().Be(Second);
        schedule.TakeDue(Second).Should().Be(2);
        schedule.Answer(2, Second * 1.5, "10.0.0.2:5000", "chat.a");
        schedule.Answer(2, Second * 1.6, "10.0.0.2:5000", "chat.a"); // twice
        schedule.Answer(9, Second * 1.6, "10.0.0.2:5000", "chat.a"); // never asked
        schedule.Settle(Second * 2);
        schedule.TakeDue(Second * 2).Should().Be(3);
        schedule.Answer(1, Second * 2.5, "10.0.0.2:5000", "chat.a"); // too late
        schedule.IsOver.Should().BeFalse();
        schedule.Answer(3, Second * 2.25, "10.0.0.2:5000", "chat.a");
        schedule.IsOver.Should().BeTrue();
        report.Summarize();
        Printed.Should().Be("""
            10.0.0.2:5000 (chat.a): seq=2 time=500.00 ms
            no answer: seq=1
            10.0.0.2:5000 (chat.a): seq=3 time=250.00 ms
            --- chat.example ---
            3 sent, 2 received, 33.3% lost
            round trip min/avg/max = 250.00/375.00/500.00 ms

            """.ReplaceLineEndings("\n"));
        report.ExitCode.Should().Be(ExitCode.Done);
    }

    [Fact]
    public void Without_any_answer_there_are_no_times_and_the_exit_code_is_1()
    {
        PingReport report = Report();
        var schedule = new PingSchedule(new PingOptions(Count: 1, Second, Second), report);
        schedule.TakeDue(TimeSpan.Zero);
        schedule.Settle(Second);
        report.Summarize();
        Printed.Should().Be("no answer: seq=1\n--- chat.example ---\n1 sent, 0 received, 100% lost\n");
        report.ExitCode.Should().Be(ExitCode.Failed);
    }

    [Fact]
    public void Questions_that_could_not_be_asked_in_time_are_not_made_up_for()
    {
        var schedule = new PingSchedule(new PingOptions(Count: 0, Second, Second), Report());
        schedule.TakeDue(TimeSpan.Zero).Should().Be(1);
        schedule.TakeDue(Second * 100).Should().Be(2);
        schedule.TakeDue(Second * 100).Should().Be(0);
        schedule.Settle(Second * 101);
        schedule.Rest(Second * 100.5).Should().Be(Second * 0.5);
    }

    [Fact]
    public void Datagrams_are_asked_until_enough_are_answered_or_lost()
    {
        var reply = new DiscoveryReply { Name = "chat.a", Port = 5000 };
        using var server = new FakeDiscovery((request, number) =>
            number == 2 ? [] : [[1], FakeDiscovery.Bytes(reply with { Nonce = request.Nonce })]);
        PingReport report = Report(isJson: true);
        using (var ping = new UdpPing([server.EndPoint], new PingOptions(3, Second * 0.02, Second * 0.3), report)) ping.Run(default);
        report.Summarize();
        Printed.Should().MatchRegex("""(?s)"seq":1,"ms":.*"seq":3,"ms":.*"seq":2}.*"sent":3,"received":2,"min":""");
    }

    [Fact]
    public void A_stop_ends_it()
    {
        using var server = new FakeDiscovery((_, _) => []);
        using var ping = new UdpPing([server.EndPoint], new PingOptions(0, Second, Second), Report());
        using var stop = new CancellationTokenSource(Second * 0.05);
        ping.Run(stop.Token);
    }

    [Fact]
    public void Over_a_connection_every_server_answers()
    {
        using ScriptedServer server = new();
        PingReport report = Report();
        using var errors = new StringWriter();
        using var app = new ClientApp(ClientRun.Options(server.Address) with { Rooms = [] }, TimeProvider.System, errors,
            app => new PingServer(app, new PingOptions(3, Second * 0.01, Second * 10), report));
        app.Run().Should().Be(ExitCode.Done);
        Printed.Should().StartWith("PING chat.example over TCP\n").And.Contain("seq=3 time=").And.Contain("3 sent, 3 received, 0% lost");
        server.Received.Should().NotContain(line => line.StartsWith("JOIN", StringComparison.Ordinal));
    }

    [Fact]
    public void A_connection_that_is_lost_ends_it_with_the_summary()
    {
        using ScriptedServer server = new();
        int asked = 0;
        server.OnEnd("round-trip-2", _ => ++asked > 0 ? null : []);
        PingReport report = Report();
        using var errors = new StringWriter();
        using var app = new ClientApp(ClientRun.Options(server.Address) with { Rooms = [] }, TimeProvider.System, errors,
            app => new PingServer(app, new PingOptions(0, Second * 0.01, Second * 10), report));
        app.Run().Should().Be(ExitCode.Failed);
        Printed.Should().Contain("2 sent, 1 received, 50% lost");
    }

    private string Printed => Encoding.UTF8.GetString(_output.ToArray());

    private PingReport Report(bool isJson = false) => new(StandardOutputStream.Of(_output), TimeProvider.System, "chat.example", isJson);
}
