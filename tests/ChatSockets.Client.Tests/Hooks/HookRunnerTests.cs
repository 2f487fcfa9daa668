using ChatSockets.Client.Core;
using ChatSockets.Client.Hooks;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Tests.Plain;

namespace ChatSockets.Client.Tests.Hooks;

/// <summary>Programs of /bin/sh, on systems that have it.</summary>
public sealed class HookRunnerTests
{
    [Fact]
    public void A_program_gets_what_it_wants_to_hear_of_and_its_answer_goes_where_that_came_from()
    {
        using ScriptedServer server = new();
        const string program = """
            read -r line
            printf '%s' "$line" | tr -d '\\"' | sed 's/.*/{"type":"message","text":"got &"}/'
            """;
        Run(server, program, [HookEvent.Mention], terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send(":bob!b@h PRIVMSG #lobby :nothing for you", ":bob!b@h PRIVMSG #lobby :alice: for you");
            server.Await("PRIVMSG #lobby :got {event:mention,network:127.0.0.1", "type:message,room:#lobby,from:bob,text:alice: for you");
        });
    }

    [Fact]
    public void A_program_that_fails_is_told_with_its_last_words_and_rests_after_three_times()
    {
        using ScriptedServer server = new();
        Run(server, "read line; echo no such thing >&2; exit 3", [HookEvent.Message], terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send(":bob!b@h PRIVMSG #lobby :one");
            terminal.Await("the hook sh ended with exit code 3: no such thing; the next event starts it again");
            server.Send(":bob!b@h PRIVMSG #lobby :two");
            terminal.Await("starts it again");
            server.Send(":bob!b@h PRIVMSG #lobby :three");
            terminal.Await("it is not started again");
            server.Send(":bob!b@h PRIVMSG #lobby :four");
            terminal.Await("bob: four");
        });
    }

    [Fact]
    public void A_program_that_never_reads_holds_nothing_up()
    {
        using ScriptedServer server = new();
        Run(server, "exec tail -f /dev/null", [HookEvent.Message], terminal =>
        {
            terminal.Await("now in #lobby");
            string text = new('x', 400);
            for (int i = 0; i < 1000; i++) server.Send($":bob!b@h PRIVMSG #lobby :{i} {text}");
            terminal.Await("the hook sh does not read: it misses what comes");
            terminal.Await("bob: 999");
        });
    }

    [Theory]
    [InlineData("echo nonsense >&1; echo '{\"type\":\"mesage\"}'", "said what is not understood")]
    [InlineData("echo '{\"type\":\"message\",\"text\":\"x\",\"network\":\"none\"}'", "named a network that there is not")]
    public void A_mistake_of_a_program_is_told(string answer, string told)
    {
        using ScriptedServer server = new();
        Run(server, $"read line; {answer}", [HookEvent.Private], terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send(":bob!b@h PRIVMSG alice :psst");
            terminal.Await(told);
        });
    }

    [Fact]
    public void One_that_cannot_be_started_is_told()
    {
        using ScriptedServer server = new();
        Run(server, new HookSettings { Program = "/nowhere/program", Events = [HookEvent.Connected] }, terminal =>
            terminal.Await("the hook program cannot be started"));
    }

    private static void Run(ScriptedServer server, string program, HookEvent[] events, Action<PlainTerminal> drive)
    {
        if (OperatingSystem.IsWindows()) return;
        Run(server, new HookSettings { Program = "/bin/sh", Arguments = ["-c", program], Events = events }, drive);
    }

    private static void Run(ScriptedServer server, HookSettings hook, Action<PlainTerminal> drive)
    {
        using var terminal = new PlainTerminal();
        using var errors = new StringWriter();
        using var app = new ClientApp(ClientRun.Options(server.Address), TimeProvider.System, errors, app =>
        {
            app.Listeners.Add(new HookRunner(app, hook, new Highlights([])));
            return new PlainChat(app, new ScriptStreams(terminal.Input, terminal, errors), new ClientSettings());
        });
        var loop = new Thread(() => app.Run());
        loop.Start();
        try
        {
            drive(terminal);
        }
        finally
        {
            terminal.End();
            loop.Join();
        }
    }
}
