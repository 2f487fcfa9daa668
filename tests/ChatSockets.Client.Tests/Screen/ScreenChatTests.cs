using System.Runtime.ExceptionServices;
using ChatSockets.Client.Core;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests.Screen;

/// <summary>The whole client with a terminal of the tests and a scripted server.</summary>
public sealed class ScreenChatTests
{
    private const string Modern =
        "batch labeled-response message-tags echo-message server-time draft/chathistory draft/message-redaction draft/multiline";

    [Fact]
    public void Rooms_the_conversation_its_members_and_the_input_are_on_a_wide_screen()
    {
        using ScriptedServer server = new();
        Run(server, 12, 110, terminal =>
        {
            terminal.Await("2 here");
            terminal.Type("hello");
            string screen = terminal.Await("[#lobby] hello");
            screen.Split('\n')[0].Should().StartWith(" ChatSockets        │ #lobby").And.EndWith("│ 2 here");
            screen.Should().Contain("▎ #lobby").And.Contain("@alice").And.Contain("you joined");
        });
    }

    [Theory]
    [InlineData(24, 80)]
    [InlineData(10, 40)]
    [InlineData(5, 20)]
    [InlineData(1, 3)]
    public void Any_size_is_drawn(int height, int width)
    {
        using ScriptedServer server = new();
        Run(server, height, width, terminal =>
        {
            terminal.Await(screen => screen.Trim().Length > 0);
            terminal.Resize(20, 70);
            terminal.Await("[#lobby]");
        });
    }

    [Fact]
    public void A_line_is_pending_until_its_echo_and_then_it_has_arrived()
    {
        using ScriptedServer server = new() { Capabilities = "echo-message labeled-response batch" };
        using var held = new ManualResetEventSlim();
        server.On("@label=2", line =>
        {
            held.Wait();
            return [$"@label=2 :alice!u@h {line["@label=2 ".Length..]}"];
        });
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("hello\r");
            terminal.Await("hello  …");
            held.Set();
            terminal.Await("hello  ✓").Should().NotContain("…");
        });
    }

    [Fact]
    public void What_is_refused_says_why()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => [":s 404 alice #lobby :Cannot send to channel (+m)"]);
        Run(server, 12, 90, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("hello\r");
            terminal.Await("hello  ! not sent: Cannot send to channel (+m)");
        });
    }

    [Fact]
    public void A_reply_and_a_reaction_go_out_with_the_id_of_the_selected_message_and_come_in_with_it()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        server.On("PING", _ => []);
        Run(server, 14, 80, terminal =>
        {
            terminal.Await("you joined");
            server.Send("@msgid=m1;time=2026-01-02T12:00:00.000Z :bob!b@h PRIVMSG #lobby :did it pass?");
            terminal.Await("did it pass?");
            terminal.Type("\e[1;3Ar");
            terminal.Await("replying to bob: did it pass?");
            terminal.Type("yes\r");
            server.Await("PRIVMSG #lobby yes", "+draft/reply=m1");
            terminal.Await("yes  ✓");
            server.Send("@msgid=m2;+draft/reply=m1 :carl!c@h PRIVMSG #lobby :all green",
                "@+draft/react=👍;+draft/reply=m1 :carl!c@h TAGMSG #lobby");
            terminal.Await("👍 1  ↳ carl: all green (and 1 more)").Should().Contain("↳ bob: did it pass?");
            server.Send(":bob!b@h REDACT #lobby m1 :oops");
            terminal.Await("message deleted");
        });
    }

    [Fact]
    public void What_is_half_typed_stays_with_its_conversation()
    {
        using ScriptedServer server = new();
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("half a thought");
            server.Send(":bob!b@h PRIVMSG alice :psst");
            terminal.Await("bob  ");
            terminal.Type("\ea");
            terminal.Await("[bob]").Should().NotContain("half a thought");
            terminal.Type("\e2");
            terminal.Await("[#lobby] half a thought");
        });
    }

    [Fact]
    public void The_last_message_is_edited_and_deleted_only_when_the_new_one_is_sent()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        server.OnEnd("PRIVMSG #lobby teh", line => [$"{line.Split(' ')[0]};msgid=m1 :alice!u@h PRIVMSG #lobby :teh"]);
        server.On("PING", _ => []);
        Run(server, 14, 80, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("teh\r");
            terminal.Await("teh  ✓");
            terminal.Type("\ee");
            terminal.Await("editing: enter sends it").Should().Contain("[#lobby] teh");
            terminal.Type("\e");
            terminal.Await(screen => !screen.Contains("editing", StringComparison.Ordinal));
            terminal.Type("\ee");
            terminal.Await("editing");
            terminal.Type("\u0015the\r");
            server.Await("PRIVMSG #lobby the", "");
            server.Await("REDACT #lobby m1", "");
        });
    }

    [Fact]
    public void A_click_goes_to_a_conversation_and_selects_a_message()
    {
        using ScriptedServer server = new();
        Run(server, 12, 110, terminal =>
        {
            terminal.Await("you joined");
            server.Send(":bob!b@h PRIVMSG alice :psst");
            terminal.Await("●1");
            terminal.Type("\e[<0;5;4M\e[<0;5;4m");
            terminal.Await("[bob]").Should().Contain("psst");
            int row = terminal.Screen.Split('\n').ToList().FindIndex(line => line.Contains("psst", StringComparison.Ordinal)) + 1;
            terminal.Type($"\e[<0;40;{row}M");
            terminal.Await("r reply");
            // Where nothing is, a click does nothing.
            terminal.Type("\e[<0;110;1M\e[<0;1;12M\e[<0;500;500M");
        });
    }

    [Fact]
    public void Tab_completes_who_spoke_last()
    {
        using ScriptedServer server = new();
        server.On("JOIN", line => [$":alice!u@h JOIN #lobby", ":s 353 alice = #lobby :@alice bob bill bert", ":s 366 alice #lobby :End"]);
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            server.Send(":bob!b@h PRIVMSG #lobby :one", ":bill!b@h PRIVMSG #lobby :two");
            terminal.Await("two");
            terminal.Type("b\t");
            terminal.Await("[#lobby] bill:");
            terminal.Type("\t");
            terminal.Await("[#lobby] bob:");
            terminal.Type("\t");
            terminal.Await("[#lobby] bert:");
        });
    }

    [Fact]
    public void A_password_is_not_shown_while_it_is_typed()
    {
        using ScriptedServer server = new();
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("/ns identify sesame");
            terminal.Await("[#lobby] /ns identify ******").Should().NotContain("sesame");
        });
    }

    [Fact]
    public void The_palette_finds_by_a_few_letters()
    {
        using ScriptedServer server = new();
        Run(server, 20, 110, terminal =>
        {
            terminal.Await("2 here");
            terminal.Type("\u0014");
            terminal.Await("go to");
            terminal.Type("bob");
            terminal.Await("write in private");
            terminal.Type("\r");
            terminal.Await("[bob]");
        });
    }

    [Fact]
    public void A_paste_of_several_lines_waits_for_enter_and_none_of_it_is_a_command()
    {
        using ScriptedServer server = new();
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            terminal.Type("\e[200~/quit is what\nI wrote\e[201~");
            terminal.Await("2 lines: enter sends them as 2 messages");
            terminal.Type("\r");
            server.Await("PRIVMSG #lobby :/quit is what");
            server.Await("PRIVMSG #lobby :I wrote");
        });
    }

    [Fact]
    public void Control_characters_of_others_do_nothing()
    {
        using ScriptedServer server = new();
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("you joined");
            server.Send(":bob!b@h PRIVMSG #lobby :a\e[2Jb\u0007c\u009b31md\u202Ee");
            terminal.Await("a[2Jbc31mde");
        });
    }

    [Fact]
    public void Older_messages_come_as_one_scrolls_up()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        server.OnEnd("CHATHISTORY LATEST #lobby * 100", line => Batch(line, 100, 60));
        server.OnEnd("CHATHISTORY BEFORE #lobby msgid=m100 100", line => Batch(line, 80, 20));
        server.OnEnd("CHATHISTORY BEFORE #lobby msgid=m80 100", line => Batch(line, 0, 0));
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("line 159");
            for (int i = 0; i < 30; i++) terminal.Type("\e[5~");
            // The next page is asked for when the one before it is there.
            server.Await("BEFORE", "msgid=m80");
            for (int i = 0; i < 30; i++) terminal.Type("\e[5~");
            terminal.Await("line 80\n");
            terminal.Type("\e[1;5F");
            terminal.Await("line 159");
        });
    }

    [Fact]
    public void Searching_goes_backwards_as_one_types()
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        server.OnEnd("CHATHISTORY LATEST #lobby * 100", line => Batch(line, 100, 60));
        Run(server, 12, 80, terminal =>
        {
            terminal.Await("line 159");
            terminal.Type("\u0012LINE 12");
            terminal.Await(screen => screen.Contains("line 129", StringComparison.Ordinal)
                && screen.Contains("search: LINE 12", StringComparison.Ordinal));
            for (int i = 0; i < 9; i++) terminal.Type("\u0012");
            terminal.Await("line 120");
        });
    }

    // A page of history in the batch that its label asks for.
    private static string[] Batch(string line, int first, int count)
    {
        string label = line.Split(' ')[0];
        return
        [
            $"{label} :s BATCH +h chathistory #lobby",
            .. Enumerable.Range(first, count)
                .Select(i => $"@batch=h;msgid=m{i};time=2026-01-01T{i / 60:00}:{i % 60:00}:00.000Z :bob!b@h PRIVMSG #lobby :line {i} "),
            ":s BATCH -h",
        ];
    }

    private static void Run(ScriptedServer server, int height, int width, Action<MemoryTerminal> act) =>
        Run(server, height, width, new ClientSettings(), act, _ => { });

    /// <summary>Runs the client while another thread acts as its user; at the end, what was written to the terminal is looked at.</summary>
    internal static void Run(ScriptedServer server, int height, int width, ClientSettings settings, Action<MemoryTerminal> act,
        Action<byte[]> look)
    {
        using var errors = new StringWriter();
        MemoryTerminal? terminal = null;
        using var app = new ClientApp(ClientRun.Options(server.Address), TestClock.Start(), errors,
            app => new ScreenChat(app, post => terminal = new MemoryTerminal(post, height, width), ColorDepth.True, settings));
        Exception? failure = null;
        var actor = new Thread(() =>
        {
            try
            {
                act(terminal!);
            }
            catch (Exception thrown)
            {
                failure = thrown;
            }
            app.Post(new Interrupted(15));
            app.Post(new Interrupted(15));
        })
        { IsBackground = true };
        actor.Start();
        app.Run();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
        terminal!.IsEntered.Should().BeFalse();
        look(terminal.Written);
    }
}
