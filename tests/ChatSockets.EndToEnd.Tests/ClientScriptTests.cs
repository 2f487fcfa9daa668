using System.Text.Json;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client send, tail and wait: what a script does with a chat.</summary>
public sealed class ClientScriptTests
{
    [Fact]
    public async Task Send_says_one_thing_to_the_lobby_and_ends_with_0()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using var bot = new ClientProcess("send", server.Address, "the build", "is", "green", "--nick", "bot");

        (await alice.HearAsync("PRIVMSG")).Should().StartWith(":bot!").And.EndWith(" PRIVMSG #lobby :the build is green");
        await bot.ExitsWithAsync(0);
        bot.Output.Lines.Should().BeEmpty();
        bot.Errors.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task Send_takes_a_text_that_looks_like_a_response_file_or_an_option()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using var bot = new ClientProcess("send", server.Address, "--nick", "bot", "--", "@alice", "--look", "[here]");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :@alice --look [here]");
        await bot.ExitsWithAsync(0);
    }

    [Fact]
    public async Task Send_to_a_person_joins_no_room()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using var bot = new ClientProcess("send", server.Address, "psst", "--to", "alice", "--nick", "bot");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" PRIVMSG alice :psst");
        await bot.ExitsWithAsync(0);
        await alice.SyncAsync();
        alice.Heard.Lines.Should().NotContain(line => line.StartsWith(":bot!") && line.Contains(" JOIN "));
    }

    [Fact]
    public async Task Send_says_the_lines_of_standard_input()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using ClientProcess bot = await ClientProcess.WithInputAsync("one\n/two\nthree\n", "send", server.Address,
            "-", "--nick", "bot");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :one");
        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :/two");
        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :three");
        await bot.ExitsWithAsync(0);
    }

    [Fact]
    public async Task Send_to_nobody_ends_with_4()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await using var bot = new ClientProcess("send", server.Address, "psst", "--to", "nobody", "--nick", "bot");

        await bot.ExitsWithAsync(4);
        bot.Errors.Lines.Should().ContainSingle().Which.Should().Contain("nobody");
    }

    [Fact]
    public async Task Tail_with_a_count_prints_so_many_lines_and_ends_with_0()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var tail = new ClientProcess("tail", server.Address, "--count", "2", "--nick", "tail");
        await alice.HearAsync(":tail!");

        await alice.SayAsync("TOPIC #lobby :no line of talk", "PRIVMSG #lobby :one", "PRIVMSG #lobby :two", "PRIVMSG #lobby :three");

        await tail.ExitsWithAsync(0);
        tail.Output.Lines.Should().SatisfyRespectively(
            one => one.Should().MatchRegex(@"^\d\d:\d\d <alice> one$"),
            two => two.Should().MatchRegex(@"^\d\d:\d\d <alice> two$"));
        await alice.HearAsync(":tail!");
    }

    [Fact]
    public async Task Tail_with_json_prints_objects()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var tail = new ClientProcess("tail", server.Address, "--count", "1", "--json", "--nick", "tail");
        await alice.HearAsync(":tail!");

        await alice.SayAsync("PRIVMSG #lobby :one");

        await tail.ExitsWithAsync(0);
        JsonElement line = tail.Json.Should().ContainSingle().Subject;
        line.GetProperty("type").GetString().Should().Be("message");
        line.GetProperty("room").GetString().Should().Be("#lobby");
        line.GetProperty("from").GetString().Should().Be("alice");
        line.GetProperty("text").GetString().Should().Be("one");
    }

    [Fact]
    public async Task Tail_that_does_not_hear_enough_in_time_ends_with_3()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await using var tail = new ClientProcess("tail", server.Address, "--count", "1", "--timeout", "3", "--nick", "tail");

        await tail.ExitsWithAsync(3);
        tail.Output.Lines.Should().BeEmpty();
        tail.Errors.Lines.Should().ContainSingle().Which.Should().Contain("0 of 1");
    }

    [Fact]
    public async Task Tail_whose_reader_has_gone_away_ends_at_the_next_line()
    {
        if (OperatingSystem.IsWindows()) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var tail = new ClientProcess("tail", server.Address, "--nick", "tail");
        await alice.HearAsync(":tail!");
        tail.StopReading();

        await alice.SayAsync("PRIVMSG #lobby :is anybody there?");

        await alice.HearAsync(" QUIT ");
        await tail.ExitsWithAsync(0);
    }

    [Fact]
    public async Task Tail_is_told_when_the_server_is_killed_and_ends_with_1()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var tail = new ClientProcess("tail", server.Address, "--nick", "tail");
        await alice.HearAsync(":tail!");

        server.Kill();

        await tail.ExitsWithAsync(1);
        tail.Errors.Lines.Should().ContainSingle().Which.Should().Contain("lost").And.Contain(server.Address);
    }

    [Theory]
    [InlineData("ready")]
    [InlineData("^deploy(ed)? v[0-9]+$")]
    public async Task Wait_ends_with_0_when_the_pattern_is_heard_and_prints_the_line(string pattern)
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var wait = new ClientProcess("wait", server.Address, pattern, "--timeout", "30", "--nick", "wait");
        await alice.HearAsync(":wait!");

        await alice.SayAsync("PRIVMSG #lobby :not yet", "PRIVMSG #lobby :deployed v17", "PRIVMSG #lobby :all is ready now");

        await wait.ExitsWithAsync(0);
        wait.Output.Lines.Should().ContainSingle().Which.Should().MatchRegex("<alice> (deployed v17|all is ready now)$");
    }

    [Fact]
    public async Task Wait_can_listen_to_one_person()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using LineClient bob = await LineClient.JoinAsync(server.EndPoint, "bob");
        await using var wait = new ClientProcess("wait", server.Address, "ready", "--from", "ALICE", "--timeout", "30", "--nick", "wait");
        await bob.HearAsync(":wait!");

        await bob.SayAsync("PRIVMSG #lobby :ready");
        await bob.SyncAsync();
        await alice.SayAsync("PRIVMSG #lobby :ready too");

        await wait.ExitsWithAsync(0);
        wait.Output.Lines.Should().ContainSingle().Which.Should().EndWith("<alice> ready too");
    }

    [Fact]
    public async Task Wait_ends_with_3_when_the_pattern_is_not_heard_in_time()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var wait = new ClientProcess("wait", server.Address, "ready", "--timeout", "3", "--nick", "wait");

        await alice.SayAsync("PRIVMSG #lobby :not yet");

        await wait.ExitsWithAsync(3);
        wait.Output.Lines.Should().BeEmpty();
        wait.Errors.Lines.Should().ContainSingle().Which.Should().Contain("timed out");
    }
}
