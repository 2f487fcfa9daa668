using ChatSockets.Client.Core;
using ChatSockets.Client.Terminal;

namespace ChatSockets.Client.Tests;

public sealed class TerminalChatTests
{
    [Fact]
    public void An_unknown_command_goes_back_into_the_editor()
    {
        string screen = Run("/jion dev\r", left: "> /jion dev");
        screen.Should().Contain("did you mean /join?");
    }

    [Fact]
    public void A_text_that_nobody_can_hear_yet_is_kept()
    {
        string screen = Run("hello\r", left: "> hello");
        screen.Should().Contain("your line stays in the editor");
    }

    [Fact]
    public void Control_C_asks_first() => Run("", left: "").Should().Contain("press Ctrl-C once more to quit");

    // Types into a client that is not connected yet, and quits with Ctrl-C twice; before, one empties what is left in the editor.
    private static string Run(string typed, string left)
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []);
        using var output = new AwaitedScreen();
        using var errors = new StringWriter();
        using var app = new ClientApp(ClientRun.Options(server.Address), TestClock.Start(), errors,
            app => new TerminalChat(app, output, static () => 200, new Style(colours: false)));
        foreach (char letter in typed) Press(app, letter == '\r' ? ConsoleKey.Enter : ConsoleKey.None, letter, control: false);
        app.Post(new Resized());
        int quits = left.Length > 0 ? 3 : 2;
        // The last keys come when the screen has been drawn with the text in it.
        new Thread(() =>
        {
            server.Await("USER");
            output.Await(left);
            for (int i = 0; i < quits; i++) Press(app, ConsoleKey.C, '\u0003', control: true);
        })
        { IsBackground = true }.Start();
        app.Run().Should().Be(ExitCode.Done);
        return output.ToString();
    }

    private static void Press(ClientApp app, ConsoleKey key, char letter, bool control) =>
        app.Post(new KeyPressed(new ConsoleKeyInfo(letter, key, shift: false, alt: false, control)));
}
