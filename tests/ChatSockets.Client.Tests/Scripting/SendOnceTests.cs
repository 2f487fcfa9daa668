namespace ChatSockets.Client.Tests.Scripting;

public sealed class SendOnceTests
{
    [Theory]
    [InlineData("")]
    [InlineData("echo-message")]
    public void It_leaves_when_the_server_has_taken_the_message(string capabilities)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address), "#lobby", "hello there");
        run.Should().Be(new ClientRun(ExitCode.Done, "", ""));
        server.Received.Should().ContainInOrder("JOIN #lobby", "PRIVMSG #lobby :hello there");
    }

    [Theory]
    [InlineData(":s 404 alice #lobby :Cannot send to channel")]
    [InlineData(":s 401 alice #LOBBY :No such nick")]
    [InlineData("FAIL PRIVMSG TOO_LONG #lobby :Too long")]
    public void A_refusal_is_exit_4_and_said(string refusal)
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => [refusal]);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address), "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().StartWith("chat-client: the server refused it: ");
    }

    [Fact]
    public void A_message_that_is_never_confirmed_is_exit_3()
    {
        using ScriptedServer server = new ScriptedServer { Capabilities = "echo-message" }.On("PRIVMSG", _ => []);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address) with { Timeout = TimeSpan.FromSeconds(1) }, "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.TimedOut);
        run.Errors.Should().Contain("did not confirm");
    }

    [Fact]
    public void Without_a_text_the_lines_of_standard_input_are_sent()
    {
        using var server = new ScriptedServer();
        ClientRun.Send(ClientRun.Options(server.Address), "bob", null, "/one\ntwo").ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().ContainInOrder("PRIVMSG bob /one", "PRIVMSG bob two");
    }
}
