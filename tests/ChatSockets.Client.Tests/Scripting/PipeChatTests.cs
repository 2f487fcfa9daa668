using ChatSockets.Client.Core;
using ChatSockets.CommandLine;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PipeChatTests
{
    [Theory]
    [InlineData("")]
    [InlineData("echo-message")]
    public void Lines_go_to_the_room_and_come_back_and_then_it_leaves(string capabilities)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };

        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "hi\n\n//slash\r\nlast without end");

        run.ExitCode.Should().Be(ExitCode.Done);
        run.Errors.Should().BeEmpty();
        run.Output.Split('\n').Where(line => line.Contains("<alice>", StringComparison.Ordinal)).Select(line => line[6..])
            .Should().Equal("<alice> hi", "<alice> /slash", "<alice> last without end");
        server.Received.Where(line => line.StartsWith("PRIVMSG", StringComparison.Ordinal))
            .Should().Equal("PRIVMSG #lobby hi", "PRIVMSG #lobby /slash", "PRIVMSG #lobby :last without end");
        server.Received.Should().Contain(line => line.StartsWith("QUIT", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo-message")]
    public void Thousands_of_lines_are_all_taken(string capabilities)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        string input = string.Concat(Enumerable.Range(0, 3000).Select(number => $"line {number}\n"));
        ClientRun.Pipe(ClientRun.Options(server.Address), input).ExitCode.Should().Be(ExitCode.Done);
        server.Received.Count(line => line.StartsWith("PRIVMSG", StringComparison.Ordinal)).Should().Be(3000);
    }

    [Fact]
    public void Input_that_has_ended_before_it_began_joins_and_leaves()
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "");
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.Should().Contain("-- you joined #lobby");
    }

    [Fact]
    public void Json_is_one_object_a_line()
    {
        using var server = new ScriptedServer();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address) with { Json = true }, "hi\n");
        run.Output.TrimEnd('\n').Split('\n')
            .Should().OnlyContain(line => line.StartsWith("{\"v\":1,\"time\":\"", StringComparison.Ordinal) && line.EndsWith('}'));
    }

    [Fact]
    public void A_line_that_the_server_refuses_makes_it_exit_4_at_the_end()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => [":s 404 alice #lobby :Cannot send to channel"]);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "hi\n");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain("Cannot send to channel");
    }

    [Fact]
    public void A_reader_that_is_gone_ends_it_quietly()
    {
        using var server = new ScriptedServer();
        using var errors = new StringWriter();
        using var output = new ClosedPipe();
        using var app = new ClientApp(ClientRun.Options(server.Address), TimeProvider.System, errors,
            app => new Client.Scripting.PipeChat(app,
                new Client.Scripting.ScriptStreams(new MemoryStream("hi\n"u8.ToArray()), output, errors)));
        app.Run().Should().Be(ExitCode.Done);
        errors.ToString().Should().BeEmpty();
    }

    [Fact]
    public void An_output_that_is_full_is_exit_1_and_said()
    {
        using var server = new ScriptedServer();
        using var errors = new StringWriter();
        using var output = new FullDisk();
        using var app = new ClientApp(ClientRun.Options(server.Address), TimeProvider.System, errors,
            app => new Client.Scripting.PipeChat(app,
                new Client.Scripting.ScriptStreams(new MemoryStream("hi\n"u8.ToArray()), output, errors)));
        app.Run().Should().Be(ExitCode.Failed);
        errors.ToString().Should().Contain("standard output cannot be written: No space left");
    }

    [Fact]
    public void An_input_that_cannot_be_read_is_exit_1_and_said()
    {
        using var server = new ScriptedServer();
        using var input = new UnusableStream();
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), input, TimeProvider.System);
        run.ExitCode.Should().Be(ExitCode.Failed);
        run.Errors.Should().Contain("standard input cannot be read: it is closed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("echo-message")]
    [InlineData("echo-message batch labeled-response")]
    public void What_follows_a_join_is_said_there(string capabilities)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        ClientRun.Pipe(ClientRun.Options(server.Address), "one\n/join #ops\ntwo\n/join #lobby\nthree\n").ExitCode
            .Should().Be(ExitCode.Done);
        server.Received.Select(line => line[(line.StartsWith('@') ? line.IndexOf(' ') + 1 : 0)..])
            .Where(line => line.StartsWith("PRIVMSG", StringComparison.Ordinal))
            .Should().Equal("PRIVMSG #lobby one", "PRIVMSG #ops two", "PRIVMSG #lobby three");
    }

    [Fact]
    public void What_follows_a_join_that_was_refused_is_said_nowhere()
    {
        using var server = new ScriptedServer();
        server.On("JOIN", line => line == "JOIN #lobby" ? [":alice!u@h JOIN #lobby"] : [":s 474 alice #ops :Banned"]);
        ClientRun run = ClientRun.Pipe(ClientRun.Options(server.Address), "/join #ops\nsecret\n");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain("not in #ops, so nobody heard: secret");
        server.Received.Should().NotContain(line => line.Contains("secret"));
    }

    [Theory]
    [InlineData("/msg nosuch hi", "PRIVMSG", ":s 401 alice nosuch :No such nick")]
    [InlineData("/kick bob", "KICK", ":s 482 alice #lobby :You're not operator")]
    [InlineData("/whois nosuch", "WHOIS", ":s 401 alice nosuch :No such nick")]
    public void A_command_that_is_refused_is_exit_4(string typed, string verb, string refusal)
    {
        using ScriptedServer server = new ScriptedServer().On(verb, _ => [refusal]);
        ClientRun.Pipe(ClientRun.Options(server.Address), typed + "\n").ExitCode.Should().Be(ExitCode.ServerSaidNo);
    }

    [Fact]
    public void A_quit_waits_for_what_was_said_and_does_not_hide_a_refusal()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => [":s 404 alice #lobby :Moderated"]);
        ClientRun.Pipe(ClientRun.Options(server.Address), "hi\n/quit\n").ExitCode.Should().Be(ExitCode.ServerSaidNo);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device", hresult: 28);
    }

    private sealed class ClosedPipe : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("Broken pipe", hresult: 32);
    }
}
