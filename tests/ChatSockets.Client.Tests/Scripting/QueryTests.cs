using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class QueryTests
{
    [Fact]
    public void A_slow_reader_takes_none_of_the_servers_time()
    {
        using ScriptedServer server = new ScriptedServer()
            .On("LIST", _ => [":s 322 alice #a 3 :tea"]).On("PING", _ => [":s 323 alice :End"]);
        var clock = TestClock.Start();
        using var output = new SlowReader(() =>
        {
            // The pager is left alone for longer than the server has; the rest of the answer comes behind the alarm.
            clock.Advance(TimeSpan.FromMinutes(1));
        });
        Run(server, output, clock).Should().Be(ExitCode.Done);
    }

    [Theory]
    [InlineData(32, ExitCode.Done, null)]
    [InlineData(28, ExitCode.Failed, "standard output cannot be written")]
    public void An_output_that_fails_with_the_last_line_counts(int error, int exitCode, string? words)
    {
        using ScriptedServer server = new ScriptedServer().On("LIST", _ => [":s 322 alice #a 3 :tea", ":s 323 alice :End"]);
        using var output = new SlowReader(() => throw new IOException("no", error));
        using var errors = new StringWriter();
        Run(server, output, TimeProvider.System, errors).Should().Be(exitCode);
        if (words is null) errors.ToString().Should().BeEmpty();
        else errors.ToString().Should().Contain(words);
    }

    [Fact]
    public void A_connection_that_is_lost_half_way_is_exit_1()
    {
        using ScriptedServer server = new ScriptedServer().On("LIST", _ => null);
        ClientRun run = ClientRun.Rooms(ClientRun.Options(server.Address) with { Rooms = [] });
        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Errors.Should().Contain("lost");
    }

    private static int Run(ScriptedServer server, Stream output, TimeProvider clock, StringWriter? errors = null)
    {
        TextWriter told = errors ?? TextWriter.Null;
        using var app = new ClientApp(ClientRun.Options(server.Address) with { Rooms = [] }, clock, told,
            app => new ListRooms(app, new ScriptStreams(Stream.Null, output, told)));
        return app.Run();
    }

    private sealed class SlowReader(Action written) : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => written();
    }
}
