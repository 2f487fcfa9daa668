using ChatSockets.Client.Connection;
using ChatSockets.Client.Core;
using ChatSockets.Client.Scripting;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PipeObjectTests
{
    [Fact]
    public void A_message_has_the_fields_of_the_output() =>
        PipeObject.Parse("""{"type":"action","to":"@#lobby","text":"waves","reply_to":"m1","once":"a"}""").Should().BeEquivalentTo(new
        {
            Error = (string?)null,
            Command = (string?)null,
            Kind = SpeechKind.Action,
            Target = "@#lobby",
            Text = "waves",
            Marks = new MessageMarks("m1", "a"),
        });

    [Fact]
    public void What_one_client_writes_another_can_read()
    {
        PipeLine line = PipeObject.Parse(
            """{"v":1,"time":"2026-01-02T12:01:02.345Z","type":"notice","room":"#lobby","from":"al","text":"hi","id":"m1","self":true}""");
        line.Error.Should().BeNull();
        (line.Kind, line.Target, line.Text).Should().Be((SpeechKind.Notice, "#lobby", "hi"));
    }

    [Theory]
    [InlineData("""{"type":"join","room":"dev","key":"sesame"}""", "join", "dev sesame")]
    [InlineData("""{"type":"join","room":"#dev"}""", "join", "#dev")]
    [InlineData("""{"type":"part","room":"dev","text":"bye now"}""", "part", "#dev bye now")]
    [InlineData("""{"type":"part"}""", "part", "")]
    [InlineData("""{"type":"topic","room":"#dev","text":"tea"}""", "topic", "#dev tea")]
    [InlineData("""{"type":"nick","nick":"bob"}""", "nick", "bob")]
    [InlineData("""{"type":"raw","text":"WHOIS bob"}""", "raw", "WHOIS bob")]
    [InlineData("""{"type":"quit"}""", "quit", "")]
    public void Others_are_commands(string json, string command, string text)
    {
        PipeLine line = PipeObject.Parse(json);
        (line.Error, line.Command, line.Text).Should().Be((null, command, text));
    }

    [Theory]
    [InlineData("{", "a mistake at byte 2")]
    [InlineData("""{"type":"message","text":"a"} b""", "a mistake at byte 31")]
    [InlineData("{}", "no type")]
    [InlineData("""{"type":1}""", "no type")]
    [InlineData("""{"type":"mesage","text":"a"}""", "no type mesage; did you mean message?")]
    [InlineData("""{"type":"message","txet":"a"}""", "no field txet; did you mean text?")]
    [InlineData("""{"type":"message"}""", "needs the field text")]
    [InlineData("""{"type":"message","text":""}""", "the text is empty")]
    [InlineData("""{"type":"message","text":7}""", "text is not a text: 7")]
    [InlineData("""{"type":"message","text":null}""", "text is not a text: null")]
    [InlineData("""{"type":"message","text":"\ud800"}""", "surrogate")]
    [InlineData("""{"type":"message","text":"a","to":"#a,#b"}""", "#a,#b")]
    [InlineData("""{"type":"message","text":"a","to":"#a b"}""", "#a b")]
    [InlineData("""{"type":"message","text":"a","once":"a/b"}""", "a/b")]
    [InlineData("""{"type":"message","text":"a","reply_to":""}""", "reply_to")]
    [InlineData("""{"v":2,"type":"message","text":"a"}""", "version is 2; this client knows version 1")]
    [InlineData("""{"type":"join"}""", "needs the field room")]
    [InlineData("""{"type":"join","room":"#a","key":"a b"}""", "a b")]
    public void A_mistake_is_quoted(string json, string words) => PipeObject.Parse(json).Error.Should().Contain(words);

    [Fact]
    public void Objects_are_said_and_done_in_their_order()
    {
        using var server = new ScriptedServer { Capabilities = "message-tags" };
        ClientRun run = Pipe(server, """
            {"type":"message","text":"one"}
            {"type":"join","room":"#ops"}
            {"type":"message","text":"two\nthree"}
            plain
            {"type":"notice","to":"bob","text":"four","reply_to":"m1"}
            """);
        run.ExitCode.Should().Be(ExitCode.Done);
        server.Received.Where(line => line.Contains("PRIVMSG") || line.Contains("NOTICE")).Should().Equal(
            "PRIVMSG #lobby one", "PRIVMSG #ops two", "PRIVMSG #ops three", "PRIVMSG #ops plain", "@+draft/reply=m1 NOTICE bob four");
    }

    [Fact]
    public void A_bad_object_is_an_error_with_the_line_in_it_and_the_others_are_said()
    {
        using var server = new ScriptedServer();
        ClientRun run = Pipe(server, "{\"type\":\"mesage\"}\n{\"type\":\"message\",\"text\":\"two\"}\n");
        run.ExitCode.Should().Be(ExitCode.WrongUsage);
        run.Errors.Should().BeEmpty();
        run.Output.Should().Contain(
            "\"type\":\"error\",\"text\":\"there is no type mesage; did you mean message?\",\"input\":\"{\\\"type\\\":\\\"mesage\\\"}\"}");
        server.Received.Should().Contain("PRIVMSG #lobby two");
    }

    [Theory]
    [InlineData("reply_to", "no message tags", ExitCode.ServerSaidNo)]
    [InlineData("once", "needs --account", ExitCode.WrongUsage)]
    public void What_cannot_be_had_is_not_said_without_it(string field, string reason, int exitCode)
    {
        using var server = new ScriptedServer();
        ClientRun run = Pipe(server, $$"""{"type":"message","text":"hi","{{field}}":"m1"}""");
        run.ExitCode.Should().Be(exitCode);
        run.Output.Should().Contain(reason);
        server.Received.Should().NotContain(line => line.StartsWith("PRIVMSG"));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("echo-message message-tags", ",\"id\":\"m1\"")]
    [InlineData("echo-message message-tags batch labeled-response", ",\"id\":\"m1\"")]
    public void A_message_with_a_reference_gets_a_receipt(string capabilities, string id)
    {
        using var server = new ScriptedServer { Capabilities = capabilities };
        if (id.Length > 0)
        {
            server.OnEnd("PRIVMSG #lobby hi", line =>
                [$"{(line[0] == '@' ? line.Split(' ')[0] + ";" : "@")}msgid=m1 :alice!u@h PRIVMSG #lobby hi"]);
        }
        server.OnEnd("PRIVMSG bob hi", line => [$"{(line[0] == '@' ? line.Split(' ')[0] + " " : "")}:s 401 alice bob :No such nick"]);
        ClientRun run = Pipe(server, """
            {"type":"message","text":"hi","ref":"one"}
            {"type":"message","to":"bob","text":"hi","ref":"two"}
            {"type":"message","text":"no reference"}
            """);
        run.Output.Split('\n').Where(line => line.Contains("receipt"))
            .Select(line => line[line.IndexOf("\"ref", StringComparison.Ordinal)..]).Should()
            .BeEquivalentTo($"\"ref\":\"one\",\"accepted\":true{id}}}", "\"ref\":\"two\",\"accepted\":false}");
        run.Output.Should().Contain("\"type\":\"receipt\",\"text\":\"No such nick\",\"ref\":\"two\"");
    }

    [Fact]
    public void Without_json_a_brace_is_a_text()
    {
        using var server = new ScriptedServer();
        ClientRun.Pipe(ClientRun.Options(server.Address), "{\"type\":\"quit\"}\n").ExitCode.Should().Be(ExitCode.Done);
        server.Received.Should().Contain("PRIVMSG #lobby {\"type\":\"quit\"}");
    }

    private static ClientRun Pipe(ScriptedServer server, string input) =>
        ClientRun.Pipe(ClientRun.Options(server.Address) with { Json = true }, input);
}
