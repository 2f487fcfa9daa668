using ChatSockets.Client.Commands;
using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using Microsoft.Extensions.Time.Testing;

namespace ChatSockets.Client.Tests.Core;

/// <summary>What comes back after a lost connection, and when.</summary>
public sealed class ReconnectTests
{
    [Fact]
    public void Rooms_with_their_keys_the_nickname_and_away_survive_two_losses_in_a_row()
    {
        int connection = 0;
        using var server = new ScriptedServer();
        server.On("USER", _ => (connection++, Array.Empty<string>()).Item2).On("DROP", _ => null);
        server.On("CAP", line => line == "CAP END" ? null : [":s 421 * CAP :Unknown command"]);
        server.On("NICK", line => connection == 1 && line == "NICK alice"
            ? [":s 433 * alice :In use"]
            : [$":s 001 {line.Split(' ')[1]} :Hi", $":s 422 {line.Split(' ')[1]} :No MOTD"]);
        server.On("JOIN", line => connection == 2 ? null : [$":alice!u@h JOIN {line.Split(' ')[1]}"]);

        Run(server, (app, ready) =>
        {
            if (ready == 1)
            {
                Type(app, "away", "lunch");
                Type(app, "join", "#ops sesame");
                Type(app, "raw", "DROP");
            }
            else
            {
                app.Leave(ExitCode.Done);
            }
        });

        string[] third = [.. server.Received.SkipWhile(line => line != "NICK alice_").SkipWhile(line => line != "NICK alice")];
        third.Should().Contain("AWAY lunch").And.Contain("JOIN #lobby").And.Contain("JOIN #ops sesame");
    }

    [Fact]
    public void The_waiting_time_starts_again_only_after_a_connection_that_lasted()
    {
        using ScriptedServer server = new ScriptedServer().On("DROP", _ => null);
        var clock = TestClock.Start();
        List<string> told = Run(server, (app, ready) =>
        {
            if (ready == 3) clock.Advance(TimeSpan.FromSeconds(31));
            if (ready <= 3) Type(app, "raw", "DROP");
            else app.Leave(ExitCode.Done);
        }, clock).Told;
        told.Where(text => text.Contains("trying again")).Select(text => text[text.LastIndexOf("in ", StringComparison.Ordinal)..])
            .Should().Equal("in 1 s", "in 2 s", "in 1 s");
    }

    [Fact]
    public void What_was_heard_before_is_not_shown_again()
    {
        int joins = 0;
        using ScriptedServer server = new ScriptedServer { Capabilities = "batch message-tags server-time" }.On("DROP", _ => null);
        server.On("JOIN", _ => ++joins == 1
            ? [":alice!u@h JOIN #lobby", "@msgid=1;time=2026-01-02T12:02:00.000Z :bob!b@h PRIVMSG #lobby :one"]
            :
            [
                ":alice!u@h JOIN #lobby", "BATCH +1 chathistory #lobby",
                    "@batch=1;msgid=1;time=2026-01-02T12:02:00.000Z :bob!b@h PRIVMSG #lobby :one",
                "@batch=1;msgid=2;time=2026-01-02T12:03:00.000Z :bob!b@h PRIVMSG #lobby :two", "BATCH -1",
                "@msgid=3;time=2026-01-02T12:04:00.000Z :bob!b@h PRIVMSG #lobby :three",
            ]);
        Stub stub = Run(server, (_, _) => { }, each: (app, happened) =>
        {
            if (happened is ChatMessage { Text: "one" }) Type(app, "raw", "DROP");
            if (happened is ChatMessage { Text: "three" }) app.Leave(ExitCode.Done);
        });
        stub.Shown.OfType<ChatMessage>().Select(said => (said.Text, said.Replayed))
            .Should().Equal(("one", false), ("two", true), ("three", false));
    }

    private static void Type(ClientApp app, string command, string text) =>
        SlashCommands.Run(app, new TypedLine(command, text)).Should().BeNull();

    private static Stub Run(ScriptedServer server, Action<ClientApp, int> ready, FakeTimeProvider? clock = null, Action<ClientApp,
        SessionEvent>? each = null)
    {
        clock ??= TestClock.Start();
        using var errors = new StringWriter();
        Stub? stub = null;
        using var app = new ClientApp(ClientRun.Options(server.Address), clock, errors, app => stub = new Stub(app, clock, ready, each));
        app.Run().Should().Be(ExitCode.Done, errors.ToString());
        return stub!;
    }

    /// <summary>A frontend that comes back, and for which no time passes between.</summary>
    private sealed class Stub(ClientApp app, FakeTimeProvider clock, Action<ClientApp, int> ready, Action<ClientApp, SessionEvent>? each)
        : IFrontend
    {
        private int _ready;
        private bool _lost;

        public List<string> Told { get; } = [];

        public List<SessionEvent> Shown { get; } = [];

        public bool Reconnects => true;

        public void Begin()
        {
        }

        public void Ready(Network network) => ready(app, ++_ready);

        public void Show(Network network, SessionEvent happened)
        {
            Shown.Add(happened);
            each?.Invoke(app, happened);
        }

        public void Tell(ChatLine line)
        {
            Told.Add(line.Text);
            _lost |= line.Text.Contains("trying again", StringComparison.Ordinal);
        }

        public void Handle(InputEvent input)
        {
        }

        public void TimeOut()
        {
        }

        public void Flush()
        {
            if (!_lost) return;
            _lost = false;
            clock.Advance(TimeSpan.FromSeconds(30));
        }

        public void Dispose()
        {
        }
    }
}
