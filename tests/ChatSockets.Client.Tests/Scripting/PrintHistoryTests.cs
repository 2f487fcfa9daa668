using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class PrintHistoryTests
{
    private const string Capabilities = "batch labeled-response message-tags server-time draft/chathistory";

    private static readonly DateTimeOffset Eleven = new(2026, 1, 2, 11, 0, 0, TimeSpan.Zero);

    [Fact]
    public void All_pages_are_printed_oldest_first()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        server.OnEnd("AFTER #lobby timestamp=1970-01-01T00:00:00.000Z 100", line => Page(line, 0, 100));
        server.OnEnd("AFTER #lobby msgid=m99 100", line => Page(line, 100, 30));
        server.OnEnd("AFTER #lobby msgid=m129 100", line => Page(line, 0, 0));
        ClientRun run = ClientRun.History(ClientRun.Options(server.Address));
        run.ExitCode.Should().Be(ExitCode.Done);
        Texts(run).Should().Equal(Enumerable.Range(0, 130).Select(i => $"line{i}"));
        run.Output.Should().StartWith("2026-01-02 ");
    }

    [Fact]
    public void Since_asks_for_the_messages_from_that_moment_on()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        server.OnEnd("AFTER #lobby timestamp=2026-01-02T10:59:59.999Z 100", line => Page(line, 0, 1));
        server.OnEnd("AFTER #lobby msgid=m0 100", line => Page(line, 0, 0));
        Texts(ClientRun.History(ClientRun.Options(server.Address), Eleven)).Should().Equal("line0");
    }

    [Fact]
    public void The_last_ones_are_fetched_from_the_newest_back()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        server.OnEnd("LATEST #lobby * 100", line => Page(line, 200, 100));
        server.OnEnd("BEFORE #lobby msgid=m200 50", line => Page(line, 150, 50));
        Texts(ClientRun.History(ClientRun.Options(server.Address), count: 150)).Should()
            .Equal(Enumerable.Range(150, 150).Select(i => $"line{i}"));
    }

    [Fact]
    public void The_last_ones_since_a_time_are_no_more_than_there_are()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        server.OnEnd("LATEST #lobby * 20", line => Page(line, 50, 20));
        server.OnEnd("LATEST #lobby * 100", line => Page(line, 0, 70));
        Texts(ClientRun.History(ClientRun.Options(server.Address), Eleven.AddMinutes(1), 100)).Should()
            .Equal(Enumerable.Range(60, 10).Select(i => $"line{i}"));
        Texts(ClientRun.History(ClientRun.Options(server.Address), Eleven, 20)).Should().HaveCount(20);
    }

    [Fact]
    public void What_is_said_meanwhile_is_not_history()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities };
        server.OnEnd("AFTER #lobby timestamp=1970-01-01T00:00:00.000Z 100", line => [":bob!b@h PRIVMSG #lobby :now", .. Page(line, 0, 1)]);
        server.OnEnd("AFTER #lobby msgid=m0 100", line => Page(line, 0, 0));
        Texts(ClientRun.History(ClientRun.Options(server.Address))).Should().Equal("line0");
    }

    [Theory]
    [InlineData("batch labeled-response", "no history")]
    [InlineData("draft/chathistory", "no labels")]
    public void A_server_without_it_is_exit_4_and_said(string capabilities, string words)
    {
        using ScriptedServer server = new() { Capabilities = capabilities };
        ClientRun run = ClientRun.History(ClientRun.Options(server.Address));
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain(words);
    }

    [Fact]
    public void A_refusal_is_exit_4()
    {
        using ScriptedServer server = new() { Capabilities = Capabilities + " standard-replies" };
        server.OnEnd(" 100", line => [$"{line.Split(' ')[0]} FAIL CHATHISTORY INVALID_TARGET AFTER #lobby :Not for you"]);
        ClientRun.History(ClientRun.Options(server.Address)).ExitCode.Should().Be(ExitCode.ServerSaidNo);
    }

    private static IEnumerable<string> Texts(ClientRun run) =>
        run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[(line.LastIndexOf(' ') + 1)..]);

    private static string[] Page(string line, int first, int count) =>
    [
        $"{line.Split(' ')[0]} :s BATCH +h chathistory #lobby",
        .. Enumerable.Range(first, count).Select(i =>
            $"@batch=h;msgid=m{i};time=2026-01-02T11:{i / 60:00}:{i % 60:00}.000Z :bob!b@h PRIVMSG #lobby :line{i}"),
        ":s BATCH -h",
    ];
}
