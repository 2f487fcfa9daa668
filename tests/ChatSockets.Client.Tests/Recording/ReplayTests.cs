using System.Text;
using ChatSockets.Client.Core;
using ChatSockets.Client.Recording;
using ChatSockets.Client.Screen;
using ChatSockets.Client.Settings;
using ChatSockets.Client.Terminal;
using ChatSockets.Client.Tests.Screen;

namespace ChatSockets.Client.Tests.Recording;

public sealed class ReplayTests
{
    private const string Modern =
        "batch labeled-response message-tags echo-message server-time draft/chathistory draft/message-redaction draft/multiline "
        + "draft/account-registration";

    [Fact]
    public void A_recording_ends_with_the_same_screen_each_time()
    {
        (string recording, string screen) = Record((terminal, server) =>
        {
            terminal.Await("you joined");
            server.Send("@msgid=m1 :bob!b@h PRIVMSG #lobby :did it pass?");
            terminal.Type("hello ✓ wörld\r");
            terminal.Await("hello ✓ wörld  ✓");
            terminal.Resize(20, 90);
            terminal.Await("[#lobby]");
            terminal.Await("did it pass?");
            terminal.Type("\e[1;3A\e[1;3Ar\e[200~one\ntwo\e[201~");
            terminal.Await("replying to bob: did it pass?");
            terminal.Await("two");
        });
        Play(recording).Should().Be(screen);
        Play(recording).Should().Be(screen);
    }

    [Fact]
    public void No_password_is_in_it()
    {
        (string recording, _) = Record((terminal, _) =>
        {
            terminal.Await("you joined");
            terminal.Type("/oper root sesame1\r/ns identify sesame2\r/register \e[200~sesame3\e[201~\r/msg NickServ identify sesame4\r");
            terminal.Type("/query NickServ\r");
            terminal.Await("[NickServ]");
            terminal.Type("identify sesame5\r");
            terminal.Type("done");
            terminal.Await("[NickServ] done");
        });
        string typed = string.Concat(recording.Split('\n').Where(line => line.Contains("\"type\"", StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf("\"type\":\"", StringComparison.Ordinal) + 8)..^2]));
        typed.Should().Contain("/oper root *******").And.Contain("identify *******").And.Contain("done").And.NotContain("sesame");
        recording.Should().NotContain("sesame");
    }

    [Theory]
    [InlineData("", "line 1 is not a line of a recording")]
    [InlineData("{}", "this is not a recording of chat-client")]
    [InlineData("{\"chat-client-recording\":99}", "this recording has version 99; this program plays version 1")]
    public void What_is_no_recording_says_so(string first, string reason)
    {
        Action play = () => Play(first);
        play.Should().Throw<FormatException>().WithMessage(reason);
    }

    private static (string Recording, string Screen) Record(Action<MemoryTerminal, ScriptedServer> drive)
    {
        using ScriptedServer server = new() { Capabilities = Modern };
        using var file = new MemoryStream();
        MemoryTerminal? terminal = null;
        ClientOptions options = ClientRun.Options(server.Address);
        var recorder = new Recorder(file, TimeProvider.System);
        recorder.Begin("screen", [options]);
        using var errors = new StringWriter();
        using var app = new ClientApp(options, TimeProvider.System, errors, app =>
            new ScreenChat(app, post => terminal = new MemoryTerminal(post, 12, 80), ColorDepth.True, new ClientSettings()))
        { Recorder = recorder };
        var loop = new Thread(() => app.Run());
        loop.Start();
        try
        {
            drive(terminal!, server);
        }
        finally
        {
            app.Post(new Interrupted(15));
            loop.Join();
        }
        return (Encoding.UTF8.GetString(file.ToArray()), ((ScreenChat)app.Frontend).Grid.ToString());
    }

    private static string Play(string recording)
    {
        using var replay = new Replay(recording.Split('\n', StringSplitOptions.RemoveEmptyEntries), Stream.Null, new ClientSettings());
        replay.Play(wait: null);
        return replay.Screen!.ToString();
    }
}
