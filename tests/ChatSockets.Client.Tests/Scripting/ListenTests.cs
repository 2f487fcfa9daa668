using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class ListenTests
{
    private static readonly string[] Talk =
        [":alice!u@h JOIN #lobby", ":bob!b@h PRIVMSG #lobby :one", ":alice!u@h PRIVMSG #lobby :mine", ":bob!b@h JOIN #lobby", ":bob!b@h PRIVMSG #lobby :two"];

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
    public void What_is_not_heard_in_time_is_exit_3()
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(new Pattern("x"), 1, TimeSpan.FromMilliseconds(20)));
        run.ExitCode.Should().Be(ExitCode.TimedOut);
    }

    [Fact]
    public void Tail_without_a_number_of_lines_is_done_when_the_time_is_up()
    {
        using var server = new ScriptedServer();
        ClientRun.Listen(ClientRun.Options(server.Address), new ListenOptions(null, null, TimeSpan.FromMilliseconds(20))).ExitCode.Should().Be(ExitCode.Done);
    }
}
