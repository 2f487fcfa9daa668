using ChatSockets.Client.Core;
using ChatSockets.Client.Plain;
using ChatSockets.Client.Scripting;
using ChatSockets.Client.Settings;

namespace ChatSockets.Client.Tests.Plain;

/// <summary>The whole client with a terminal that only takes lines, and a scripted server.</summary>
public sealed class PlainChatTests
{
    private const string Modern =
        "batch labeled-response message-tags echo-message server-time draft/chathistory draft/message-redaction draft/multiline";

    [Fact]
    public void Each_line_says_who_what_and_where_and_what_we_say_has_arrived()
    {
        using ScriptedServer server = new() { Capabilities = "echo-message labeled-response batch" };
        Run(server, terminal =>
        {
            terminal.Await("now in #lobby, 2 members");
            server.Send(":bob!b@h PRIVMSG #lobby :morning");
            terminal.Await(" bob: morning");
            server.Send(":bob!b@h PRIVMSG alice :psst");
            terminal.Await(" in private, bob: psst");
            server.Send(":bob!b@h PRIVMSG #lobby :alice: are you there?");
            terminal.Await("bob, mentioning you: alice: are you there?");
            terminal.Type("yes\n");
            terminal.Await(" you: yes (arrived)");
        });
    }

    [Fact]
    public void A_message_is_answered_reacted_to_and_deleted_by_its_number()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        Run(server, terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send("@msgid=m1 :bob!b@h PRIVMSG #lobby :did it pass?");
            terminal.Await("bob: did it pass?");
            terminal.Type("/last\n");
            terminal.Await("1. bob: did it pass?");
            terminal.Type("/reply 1 all green\n");
            server.Await("PRIVMSG #lobby :all green", "+draft/reply=m1");
            terminal.Type("/react 1 thumbsup\n");
            server.Await("TAGMSG #lobby", "+draft/react=👍");
            server.Send("@+draft/react=🎉;+draft/reply=m1 :carl!c@h TAGMSG #lobby");
            terminal.Await("carl reacts with 🎉 to bob's \"did it pass?\"");
            terminal.Type("/redact 1 a mistake\n");
            server.Await("REDACT #lobby m1", "a mistake");
            server.Send(":alice!u@h REDACT #lobby m1 :a mistake");
            terminal.Await("you deleted bob's \"did it pass?\" (a mistake)");
            terminal.Type("/reply 9 what\n");
            terminal.Await("error: there is no message 9; the list has 1 to 1");
        });
    }

    [Fact]
    public void Lines_that_come_at_once_are_asked_about()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        Run(server, terminal =>
        {
            terminal.Await("now in #lobby");
            terminal.Type("one\n/quit\nthree\n");
            terminal.Await("3 lines came at once, the first is \"one\"");
            terminal.Await("/1 chooses");
            terminal.Type("/3\n");
            terminal.Await("forgotten");
        });
        server.Received.Should().NotContain(line => line.Contains("one", StringComparison.Ordinal));
    }

    [Fact]
    public void What_is_refused_says_why_and_can_be_sent_again()
    {
        using ScriptedServer server = new();
        int asked = 0;
        server.On("PRIVMSG", _ => ++asked == 1 ? [":s 404 alice #lobby :Cannot send to channel (+m)"] : []);
        Run(server, terminal =>
        {
            terminal.Await("now in #lobby");
            terminal.Type("hello\n");
            terminal.Await("not sent, Cannot send to channel (+m): hello");
            terminal.Type("/resend\n");
            terminal.Await("you: hello (arrived)");
        });
    }

    [Fact]
    public void No_control_character_of_the_network_is_printed()
    {
        using ScriptedServer server = new();
        string printed = Run(server, terminal =>
        {
            terminal.Await("now in #lobby");
            server.Send(":bob!b@h PRIVMSG #lobby :\u001b[2J\u0007\u0003" + "4red\u202E \u009b31m",
                ":bob!b@h TOPIC #lobby :\u001b]2;x\u0007");
            terminal.Await("set the topic");
        });
        printed.Where(char.IsControl).Distinct().Should().BeSubsetOf(['\r', '\n']);
        printed.Should().NotContain("\u202E");
    }

    /// <summary>Runs the client while it is driven, and returns what it has printed.</summary>
    internal static string Run(ScriptedServer server, Action<PlainTerminal> drive)
    {
        using var terminal = new PlainTerminal();
        using var errors = new StringWriter();
        using var app = new ClientApp(ClientRun.Options(server.Address), TimeProvider.System, errors, app =>
            new PlainChat(app, new ScriptStreams(terminal.Input, terminal, errors), new ClientSettings { Notify = NotifyMode.None }));
        int exitCode = -1;
        var loop = new Thread(() => exitCode = app.Run());
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
        exitCode.Should().Be(ExitCode.Done, errors.ToString());
        return terminal.Printed;
    }
}
