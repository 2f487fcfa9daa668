using ChatSockets.Client.Core;

namespace ChatSockets.Client.Tests.Scripting;

public sealed class ListRoomsTests
{
    [Fact]
    public void Rooms_are_printed_with_their_members_and_topics()
    {
        using ScriptedServer server = new ScriptedServer().On("LIST", _ =>
            [":s 321 alice Channel :Users  Name", ":s 322 alice #a 3 :tea\tand \u0002cake", ":s 322 alice #b 1 :", ":s 323 alice :End"]);
        ClientRun.Rooms(Options(server)).Should().Be(new ClientRun(ExitCode.Done, "#a\t3\ttea and cake\n#b\t1\t\n", ""));
        ClientRun.Rooms(Options(server) with { Json = true }).Output.Split('\n')[1].Should()
            .EndWith("\"type\":\"list\",\"room\":\"#b\",\"text\":\"\",\"count\":1}");
        server.Received.Should().NotContain(line => line.StartsWith("JOIN"));
    }

    [Fact]
    public void A_server_without_rooms_prints_nothing_and_is_exit_0()
    {
        using ScriptedServer server = new ScriptedServer().On("LIST", _ => [":s 323 alice :End"]);
        ClientRun.Rooms(Options(server)).Should().Be(new ClientRun(ExitCode.Done, "", ""));
    }

    [Fact]
    public void A_server_that_wants_no_list_now_is_exit_4()
    {
        using ScriptedServer server = new ScriptedServer().On("LIST", _ => [":s 263 alice LIST :Please wait a while and try again."]);
        ClientRun run = ClientRun.Rooms(Options(server));
        run.ExitCode.Should().Be(ExitCode.ServerSaidNo);
        run.Errors.Should().Contain("LIST: Please wait");
    }

    private static ClientOptions Options(ScriptedServer server) => ClientRun.Options(server.Address) with { Rooms = [] };
}
