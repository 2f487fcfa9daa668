using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

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
    public void A_message_that_is_never_confirmed_is_exit_5()
    {
        using ScriptedServer server = new ScriptedServer { Capabilities = "echo-message" }.On("PRIVMSG", _ => []);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address) with { Timeout = TimeSpan.FromSeconds(1) }, "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.Unknown);
        run.Errors.Should().Contain("did not confirm").And.Contain("unknown");
    }

    [Fact]
    public void A_server_that_does_not_let_us_in_in_time_is_exit_3()
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", _ => []);
        ClientOptions options = ClientRun.Options(server.Address) with { Timeout = TimeSpan.FromMilliseconds(50) };
        ClientRun run = ClientRun.Send(options, "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.TimedOut);
        server.Received.Should().NotContain(line => line.StartsWith("PRIVMSG"));
    }

    [Theory]
    [InlineData("NICK", ":s 432 * x :Erroneous nickname")]
    [InlineData("USER", ":s 465 * :You are banned from this server")]
    [InlineData("USER", ":s 464 * :Password incorrect")]
    [InlineData("USER", "ERROR :Too many connections from your address")]
    public void A_server_that_does_not_want_us_is_exit_4(string verb, string refusal)
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", line => line.StartsWith("CAP LS") ? [":s CAP * LS :"] : []);
        server.On(verb, _ => [refusal]);
        if (refusal.StartsWith("ERROR")) server.On("CAP", line => line.StartsWith("CAP LS") ? [":s CAP * LS :"] : null);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address), "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain(refusal[(refusal.LastIndexOf(':') + 1)..]);
    }

    [Fact]
    public void An_answer_names_the_message_that_it_answers()
    {
        using var server = new ScriptedServer { Capabilities = "message-tags" };
        var what = new SendOptions(["#lobby"], "hello", new MessageMarks("id;1", null));
        ClientRun.Send(ClientRun.Options(server.Address), what).ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().Contain("@+draft/reply=id\\:1 PRIVMSG #lobby hello");
    }

    [Theory]
    [InlineData("", "m1", null, "no message tags")]
    [InlineData("message-tags", null, "build-7", "chatsockets/once")]
    public void What_the_server_cannot_do_is_exit_4_and_nothing_is_sent(string capabilities, string? replyTo, string? once, string reason)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        var what = new SendOptions(["#lobby"], "hello", new MessageMarks(replyTo, once));
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address), what);
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().StartWith("chat-client: nothing was sent: ").And.Contain(reason);
        server.Received.Should().NotContain(line => line.Contains("PRIVMSG"));
    }

    [Fact]
    public void Each_message_under_an_id_has_one_of_its_own_which_is_the_same_each_time()
    {
        using var server = new ScriptedServer { Capabilities = "message-tags chatsockets/once" };
        var what = new SendOptions(["#a", "#b"], null, new MessageMarks(null, "build-7"));
        ClientRun.Send(ClientRun.Options(server.Address), what, "one\ntwo\n").ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().ContainInOrder("@chatsockets/once=build-7 PRIVMSG #a one", "@chatsockets/once=build-7/2 PRIVMSG #b one",
            "@chatsockets/once=build-7/3 PRIVMSG #a two", "@chatsockets/once=build-7/4 PRIVMSG #b two");
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("echo-message message-tags", ",\"id\":\"m1\"")]
    [InlineData("echo-message message-tags batch labeled-response", ",\"id\":\"m1\"")]
    public void With_json_the_message_is_printed_as_the_server_took_it(string capabilities, string id)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        if (id.Length > 0)
        {
            server.OnEnd("PRIVMSG #lobby hello", line =>
                [$"{(line[0] == '@' ? line.Split(' ')[0] + ";" : "@")}msgid=m1 :alice!u@h PRIVMSG #lobby hello"]);
        }
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address) with { Json = true }, "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.Should().EndWith($"\"room\":\"#lobby\",\"from\":\"alice\",\"text\":\"hello\"{id},\"self\":true}}\n");
    }

    [Theory]
    [InlineData(",\"id\":\"m1\"", "LABEL :s BATCH +1 labeled-response", "@batch=1 :s 301 alice bob :Lunch",
        "@batch=1;msgid=m1 :alice!u@h PRIVMSG bob hello", ":s BATCH -1")]
    [InlineData(",\"id\":\"m1\"", "LABEL;msgid=m1 :alice!u@h PRIVMSG bob hello", ":s 301 alice bob :Lunch")]
    [InlineData("", "LABEL :s 301 alice bob :Lunch")]
    public void An_away_message_is_not_the_answer(string id, params string[] answer)
    {
        using var server = new ScriptedServer { Capabilities = "echo-message message-tags batch labeled-response" };
        server.OnEnd("PRIVMSG bob hello", line => [.. answer.Select(each => each.Replace("LABEL", line.Split(' ')[0]))]);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address) with { Json = true, Rooms = [] }, "bob", "hello");
        run.ExitCode.Should().Be(ExitCode.Done);
        run.Output.Should().Contain($"\"text\":\"hello\"{id},\"self\":true");
    }

    [Fact]
    public void With_json_a_refusal_is_an_object_too()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => [":s 404 alice #lobby :Cannot send to channel"]);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address) with { Json = true }, "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Output.Should().Contain("\"type\":\"error\",\"room\":\"#lobby\"").And.Contain("\"code\":404");
    }

    [Theory]
    [InlineData("echo-message batch",
        "BATCH +1 chathistory #lobby|@batch=1 :alice!u@h PRIVMSG #lobby hello|BATCH -1|:s 404 alice #lobby :Moderated")]
    [InlineData("echo-message", ":alice!u@h PRIVMSG #lobby hello|:s 404 alice #lobby :Moderated")]
    [InlineData("echo-message", ":alice!u@h PRIVMSG #lobby :another terminal's|:s 404 alice #lobby :Moderated")]
    [InlineData("echo-message batch labeled-response", ":alice!u@h PRIVMSG #lobby hello|@label=2 :s 404 alice #lobby :Moderated")]
    public void Only_the_answer_to_this_message_is_an_answer(string capabilities, string answer)
    {
        using ScriptedServer server = new ScriptedServer { Capabilities = capabilities };
        server.On("PRIVMSG", _ => answer.Split('|')).On("@label=2", _ => answer.Split('|'));
        server.On("@label=1", _ => ["@label=1 :alice!u@h JOIN #lobby"]);
        ClientRun.Send(ClientRun.Options(server.Address), "#lobby", "hello").ExitCode.Should().Be(ExitCode.ServerSaidNo);
    }

    [Fact]
    public void A_connection_that_is_lost_half_way_is_exit_5()
    {
        using ScriptedServer server = new ScriptedServer().On("PRIVMSG", _ => null);
        ClientRun run = ClientRun.Send(ClientRun.Options(server.Address), "#lobby", "hello");
        run.ExitCode.Should().Be(ExitCode.Unknown);
        run.Errors.Should().Contain("unknown");
    }

    [Fact]
    public void A_text_for_two_rooms_is_said_in_both_or_in_none()
    {
        using var server = new ScriptedServer();
        ClientRun.Send(ClientRun.Options(server.Address) with { Rooms = ["#a", "#b"] }, ["#a", "#b"], "hello").ExitCode
            .Should().Be(ExitCode.Done);
        server.Received.Should().ContainInOrder("PRIVMSG #a hello", "PRIVMSG #b hello");

        using ScriptedServer other = new ScriptedServer().On("JOIN", line =>
            line == "JOIN #a" ? [":alice!u@h JOIN #a"] : [":s 474 alice #b :Banned"]);
        ClientRun.Send(ClientRun.Options(other.Address) with { Rooms = ["#a", "#b"] }, ["#a", "#b"], "hello").ExitCode
            .Should().Be(ExitCode.ServerSaidNo);
        other.Received.Should().NotContain(line => line.StartsWith("PRIVMSG"));
    }

    [Fact]
    public void Without_a_text_the_lines_of_standard_input_are_sent()
    {
        using var server = new ScriptedServer();
        ClientRun.Send(ClientRun.Options(server.Address), "bob", null, "/one\ntwo").ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().ContainInOrder("PRIVMSG bob /one", "PRIVMSG bob two");
    }
}
