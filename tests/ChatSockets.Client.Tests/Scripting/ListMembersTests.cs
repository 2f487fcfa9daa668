using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class ListMembersTests
{
    [Fact]
    public void Members_are_listed_by_whox_without_entering_the_room()
    {
        using ScriptedServer server = new ScriptedServer().On("CAP", Welcome("WHOX BOT=B")).On("WHO", _ =>
            [
                ":s 354 alice 352 #ops u1 h1 bob H*@+B bobs :Bob B", ":s 354 alice 352 #ops u2 h2 eve G 0 :Eve", ":s 315 alice #ops :End",
            ]);
        ClientRun run = ClientRun.Who(Options(server), "#ops");
        run.Should().Be(new ClientRun(ExitCode.Done, "@+bob\there\tbobs\tu1@h1\tBob B\neve\taway\t-\tu2@h2\tEve\n", ""));
        server.Received.Should().Contain("WHO #ops %tcuhnfar,352").And.NotContain(line => line.StartsWith("JOIN"));

        ClientRun.Who(Options(server) with { Json = true }, "#ops").Output.Split('\n')[0].Should().EndWith(
            "\"type\":\"member\",\"room\":\"#ops\",\"nick\":\"bob\",\"status\":\"@+\",\"away\":false,\"account\":\"bobs\",\"user\":\"u1\","
            + "\"host\":\"h1\",\"realname\":\"Bob B\",\"operator\":true,\"bot\":true}");
    }

    [Fact]
    public void Without_whox_the_account_is_not_known()
    {
        using ScriptedServer server = new ScriptedServer().On("WHO", _ =>
            [":s 352 alice #ops u1 h1 s bob H@ :0 Bob B", ":s 315 alice #ops :End"]);
        ClientRun.Who(Options(server), "#ops").Output.Should().Be("@bob\there\t-\tu1@h1\tBob B\n");
        server.Received.Should().Contain("WHO #ops");
    }

    [Fact]
    public void Several_rooms_are_asked_for_one_after_the_other()
    {
        using ScriptedServer server = new ScriptedServer().On("WHO", line =>
            [$":s 352 alice {line[4..]} u h s bob H :0 Bob", $":s 315 alice {line[4..]} :End"]);
        ClientRun.Who(Options(server), "#a", "#b").Output.Split('\n').Should().HaveCount(3);
    }

    [Fact]
    public void A_room_that_shows_nobody_is_exit_4_and_said()
    {
        using ScriptedServer server = new ScriptedServer().On("WHO", _ => [":s 315 alice #ops :End"]);
        ClientRun run = ClientRun.Who(Options(server), "#ops");
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain("#ops: the server shows no members").And.Contain("--join");
    }

    [Theory]
    [InlineData(":s 263 alice WHO :Please wait a while and try again.")]
    [InlineData(":s 403 alice #ops :No such channel")]
    public void A_refusal_is_exit_4(string refusal)
    {
        using ScriptedServer server = new ScriptedServer().On("WHO", _ => [refusal]);
        ClientRun.Who(Options(server), "#ops").ExitCode.Should().Be(ExitCode.ServerSaidNo);
    }

    [Fact]
    public void No_answer_is_exit_3()
    {
        using ScriptedServer server = new ScriptedServer().On("WHO", _ => []);
        ClientRun run = ClientRun.Who(Options(server) with { Timeout = TimeSpan.FromSeconds(1) }, "#ops");
        run.ExitCode.Should().Be(ExitCode.TimedOut);
        run.Errors.Should().Contain("did not answer within 1 s");
    }

    private static Func<string, string[]?> Welcome(string isupport) => line => line.StartsWith("CAP LS") ? [":s CAP * LS :"]
        : [":s 001 alice :Welcome", $":s 005 alice {isupport} :are supported", ":s 422 alice :No MOTD"];

    private static ClientOptions Options(ScriptedServer server) => ClientRun.Options(server.Address) with { Rooms = [] };
}
