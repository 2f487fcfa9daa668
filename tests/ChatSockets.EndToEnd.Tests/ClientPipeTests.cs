using System.Text.Json;
using System.Text.RegularExpressions;
using ChatSockets.EndToEnd.Tests.Support;

namespace ChatSockets.EndToEnd.Tests;

/// <summary>chat-client between two pipes: lines in, lines out.</summary>
public sealed class ClientPipeTests
{
    [Fact]
    public async Task A_line_from_a_pipe_is_heard_by_the_others()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using ClientProcess bot = await ClientProcess.WithInputAsync("hi\n", server.Address, "--nick", "bot");

        await alice.HearAsync(":bot!");
        (await alice.HearAsync("PRIVMSG")).Should().StartWith(":bot!").And.EndWith(" PRIVMSG #lobby :hi");
        await alice.HearAsync(" QUIT ");
        await bot.ExitsWithAsync(0);
        bot.Errors.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task A_last_line_without_a_line_end_is_said_too()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using ClientProcess bot = await ClientProcess.WithInputAsync("first\r\n\nlast", server.Address, "--nick", "bot");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :first");
        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" :last");
        await bot.ExitsWithAsync(0);
    }

    [Fact]
    public async Task Thousands_of_lines_are_all_said_in_their_order()
    {
        const int Lines = 3000;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        string[] texts = [.. Enumerable.Range(1, Lines).Select(number => $"line {number}")];

        await using ClientProcess bot = await ClientProcess.WithInputAsync(string.Join('\n', texts) + "\n", server.Address, "--nick",
            "bot");
        await bot.ExitsWithAsync(0);
        await alice.HearAsync(" QUIT ");

        alice.Heard.Lines.Where(line => line.Contains(" PRIVMSG ", StringComparison.Ordinal))
            .Select(line => line[(line.LastIndexOf(':') + 1)..])
            .Should().Equal(texts);
    }

    [Fact]
    public async Task An_empty_standard_input_ends_with_0()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await using ClientProcess bot = await ClientProcess.WithInputAsync("", server.Address, "--nick", "bot");

        await bot.ExitsWithAsync(0);
        bot.Errors.Lines.Should().BeEmpty();
    }

    [Fact]
    public async Task What_is_heard_is_written_as_lines_for_people()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var bob = new ClientProcess(server.Address, "--nick", "bob");
        await alice.HearAsync(":bob!");

        await alice.SayAsync("PRIVMSG #lobby :grüß dich ☕", "PRIVMSG #lobby :\u0001ACTION waves\u0001", "NOTICE #lobby :by the way",
            "PRIVMSG bob :in private");

        (await bob.Output.NextAsync("<alice>")).Should().MatchRegex(@"^\d\d:\d\d <alice> grüß dich ☕$");
        (await bob.Output.NextAsync("waves")).Should().MatchRegex(@"^\d\d:\d\d \* alice waves$");
        (await bob.Output.NextAsync("by the way")).Should().MatchRegex(@"^\d\d:\d\d -alice- by the way$");
        (await bob.Output.NextAsync("in private")).Should().MatchRegex(@"^\d\d:\d\d \[alice\] <alice> in private$");
        bob.CloseInput();
        await bob.ExitsWithAsync(0);
    }

    [Fact]
    public async Task With_json_each_line_is_an_object_that_says_what_who_and_where()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var bob = new ClientProcess(server.Address, "--nick", "bob", "--json");
        await alice.HearAsync(":bob!");

        await alice.SayAsync("PRIVMSG #lobby :say \"hello\" \\ \t ☕", "PRIVMSG bob :in private");
        await bob.Output.NextAsync("in private");
        await bob.TypeAsync("my own words");
        await alice.HearAsync("my own words");
        await alice.SayAsync("PART #lobby :enough");
        await bob.Output.NextAsync("enough");
        bob.CloseInput();
        await bob.ExitsWithAsync(0);

        JsonElement[] events = [.. bob.Json];
        events.Select(each => Text(each, "time"))
            .Should().OnlyContain(time => Regex.IsMatch(time!, @"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$"));
        events.Select(each => (Text(each, "type"), Text(each, "room"), Text(each, "from"), Text(each, "text"))).Should().ContainInOrder(
            ("registered", null, "bob", null),
            ("join", "#lobby", "bob", null),
            ("message", "#lobby", "alice", "say \"hello\" \\ \t ☕"),
            ("message", "alice", "alice", "in private"),
            ("message", "#lobby", "bob", "my own words"),
            ("part", "#lobby", "alice", "enough"));
        events.Where(each => Text(each, "type") == "message").Select(each => each.GetProperty("self").GetBoolean())
            .Should().Equal(false, false, true);
        events.Single(each => Text(each, "type") == "names").GetProperty("members").EnumerateArray().Select(each => each.GetString())
            .Should().BeEquivalentTo("@alice", "bob");
    }

    [Fact]
    public async Task A_signal_is_a_goodbye_that_the_others_hear()
    {
        if (PosixSignals.AreMissing) return;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");
        await using var bob = new ClientProcess(server.Address, "--nick", "bob");
        await alice.HearAsync(":bob!");
        await bob.Output.NextAsync("you joined");

        bob.Signal(PosixSignals.Number.Interrupt);

        await alice.HearAsync(" QUIT ");
        await bob.ExitsWithAsync(128 + 2);
    }

    [Fact]
    public async Task Several_rooms_are_joined_and_the_first_is_typed_into()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice", "#one");
        await using LineClient carol = await LineClient.JoinAsync(server.EndPoint, "carol", "#two");

        await using ClientProcess bot = await ClientProcess.WithInputAsync(
            "hello\n/msg #two hello too\n", server.Address, "--nick", "bot", "--room", "#one", "--room", "two");

        (await alice.HearAsync("PRIVMSG")).Should().EndWith(" #one :hello");
        (await carol.HearAsync("PRIVMSG")).Should().EndWith(" #two :hello too");
        await bot.ExitsWithAsync(0);
    }

    [Fact]
    public async Task A_taken_nickname_is_replaced_and_the_user_is_told()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using LineClient alice = await LineClient.JoinAsync(server.EndPoint, "alice");

        await using ClientProcess other = await ClientProcess.WithInputAsync("it is me\n", server.Address, "--nick", "alice");

        (await alice.HearAsync(" PRIVMSG ")).Should().StartWith(":alice").And.NotStartWith(":alice!");
        await other.ExitsWithAsync(0);
        other.Errors.Lines.Should().ContainSingle().Which.Should().Contain("nickname alice was refused");
    }

    [Fact]
    public async Task A_command_that_does_not_exist_ends_with_2()
    {
        await using ServerProcess server = await ServerProcess.StartAsync();

        await using ClientProcess bot = await ClientProcess.WithInputAsync("/frobnicate\n", server.Address, "--nick", "bot");

        await bot.ExitsWithAsync(2);
        bot.Errors.Lines.Should().ContainSingle().Which.Should().Contain("frobnicate");
    }

    private static string? Text(JsonElement each, string name) =>
        each.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
