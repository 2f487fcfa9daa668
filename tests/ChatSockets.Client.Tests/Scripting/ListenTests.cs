using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class ListenTests
{
    private static readonly string[] Talk =
        [":alice!u@h JOIN #lobby", ":bob!b@h PRIVMSG #lobby :one", ":alice!u@h PRIVMSG #lobby :mine", ":bob!b@h JOIN #lobby",
            ":bob!b@h PRIVMSG #lobby :two"];

    [Fact]
    public void Tail_prints_what_others_say_until_it_has_enough()
    {
        using ScriptedServer server = new ScriptedServer().On("JOIN", _ => Talk);
        ClientRun run = ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(null, 2, null));
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.TrimEnd('\n').Split('\n').Select(line => line[6..]).Should().Equal("<bob> one", "<bob> two");
    }

    [Fact]
    public void Wait_prints_the_line_that_it_waited_for()
    {
        using ScriptedServer server = new ScriptedServer().On("JOIN", _ => Talk);
        ClientRun run = ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(new Pattern("^t.o$"), 1, null));
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.Should().EndWith("<bob> two\n").And.NotContain("one");
    }

    [Fact]
    public void Wait_can_listen_to_one_nickname_as_the_server_compares_them()
    {
        using ScriptedServer server = new ScriptedServer().On("JOIN", _ =>
            [":s 005 alice CASEMAPPING=rfc1459 :are supported", ":alice!u@h JOIN #lobby", ":eve!e@h PRIVMSG #lobby :deploy now",
                ":{bob}!b@h PRIVMSG #lobby :deploy later"]);
        var listen = new ListenOptions(new Pattern("deploy"), 1, null) { From = "[Bob]" };
        ClientRun run = ClientRun.Listen(ClientRun.Options(server.Address), listen);
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.Should().EndWith("<{bob}> deploy later\n").And.NotContain("eve");
    }

    [Fact]
    public void What_is_not_heard_in_time_is_exit_3()
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Listen(ClientRun.Options(server.Address),
            new ListenOptions(new Pattern("x"), 1, TimeSpan.FromMilliseconds(20)));
        run.ExitCode.Should().Be(ExitCode.TimedOut);
    }

    [Fact]
    public void A_server_that_says_nothing_is_exit_3_also_without_a_number_of_lines()
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []);
        ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(null, null, TimeSpan.FromMilliseconds(50))).ExitCode
            .Should().Be(ExitCode.TimedOut);
    }

    [Fact]
    public void What_is_played_back_is_not_heard_unless_it_is_asked_for()
    {
        using ScriptedServer server = new ScriptedServer { Capabilities = "batch server-time" }.On("JOIN", _ =>
            [
                ":alice!u@h JOIN #lobby", "BATCH +1 chathistory #lobby",
                    "@batch=1;time=2026-01-02T11:00:00Z :bob!b@h PRIVMSG #lobby :older",
                "@batch=1;time=2026-01-02T12:00:00Z :alice!b@h PRIVMSG #lobby :old", "BATCH -1", ":bob!b@h PRIVMSG #lobby :new",
            ]);
        ClientOptions options = ClientRun.Options(server.Address);
        ClientRun.Listen(options, new ListenOptions(null, 1, null)).Output.Should().EndWith("<bob> new\n").And.NotContain("old");
        ClientRun.Listen(options with { Since = new DateTimeOffset(2026, 1, 2, 11, 30, 0, TimeSpan.Zero) },
            new ListenOptions(null, 2, null)).Output
            .Should().StartWith("2026-01-02 ").And.Contain("<alice> old\n").And.EndWith("<bob> new\n").And.NotContain("older");
    }

    [Fact]
    public void Since_asks_for_the_history()
    {
        using ScriptedServer server = new ScriptedServer { Capabilities = "batch draft/chathistory" }.On("CHATHISTORY", _ =>
            [":bob!b@h PRIVMSG #lobby :new"]);
        ClientOptions options = ClientRun.Options(server.Address) with { Since = new DateTimeOffset(2026, 1, 2, 11, 30, 0, TimeSpan.Zero) };
        ClientRun.Listen(options, new ListenOptions(null, 1, null)).ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().Contain("CHATHISTORY AFTER #lobby timestamp=2026-01-02T11:30:00.000Z 100");
    }

    [Fact]
    public void Since_goes_on_until_a_page_is_not_full()
    {
        using ScriptedServer server = new() { Capabilities = "batch labeled-response message-tags server-time draft/chathistory" };
        server.OnEnd("AFTER #lobby timestamp=2026-01-02T11:30:00.000Z 100", line => Page(line, 0, 100));
        server.OnEnd("AFTER #lobby msgid=m99 100", line => Page(line, 100, 3));
        ClientOptions options = ClientRun.Options(server.Address) with { Since = new DateTimeOffset(2026, 1, 2, 11, 30, 0, TimeSpan.Zero) };
        ClientRun run = ClientRun.Listen(options, new ListenOptions(null, 103, null));
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.TrimEnd('\n').Split('\n').Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .Should().Equal(Enumerable.Range(0, 103).Select(i => $"line{i}"));
    }

    [Fact]
    public void Tail_without_a_number_of_lines_is_done_when_the_time_is_up()
    {
        using var server = new ScriptedServer();
        ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(null, null, TimeSpan.FromSeconds(1))).ExitCode
            .Should().Be(ExitCode.Done);
    }

    private static string[] Page(string line, int first, int count) =>
    [
        $"{line.Split(' ')[0]} :s BATCH +h chathistory #lobby",
        .. Enumerable.Range(first, count).Select(i =>
            $"@batch=h;msgid=m{i};time=2026-01-02T11:{31 + (i / 60)}:{i % 60:00}.000Z :bob!b@h PRIVMSG #lobby :line{i}"),
        ":s BATCH -h",
    ];
}
