using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("IRCv3 monitor", "MONITOR Command")]
[Specification("IRCv3 monitor", "Numeric replies")]
public sealed class MonitorCommandTests
{
    [Fact]
    public async Task Plus_answers_who_of_them_is_here_and_who_is_not()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("MONITOR + BOB,nobody,alice,Other")).Should().Equal(
            $":chat.local 730 alice :{Source("bob")},{Source("alice")}", ":chat.local 731 alice :nobody,Other");
    }

    [Fact]
    public async Task Whoever_only_named_a_nickname_is_not_here_yet()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient bob = await chat.ConnectAsync();
        await bob.AskAsync("NICK bob");
        (await alice.AskAsync("MONITOR + bob")).Should().Equal(":chat.local 731 alice :bob");
        await bob.AskAsync("NICK robert", "NICK bob");
        (await alice.SyncAsync()).Should().BeEmpty();
        await bob.AskAsync("USER bob 0 * :Bob");
        (await alice.SyncAsync()).Should().Equal($":chat.local 730 * :{Source("bob")}");
    }

    [Fact]
    public async Task Watchers_are_told_who_comes_changes_the_name_and_goes()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient carol = await chat.RegisterAsync("carol");
        await alice.AskAsync("MONITOR + bob,robert");
        TestClient bob = await chat.RegisterAsync("Bob");
        (await alice.SyncAsync()).Should().Equal(":chat.local 730 * :Bob!~Bob@127.0.0.1");
        await bob.AskAsync("NICK bob");
        (await alice.SyncAsync()).Should().BeEmpty("it is the same name");
        await bob.AskAsync("NICK Robert");
        (await alice.SyncAsync()).Should().Equal(":chat.local 731 * :bob", ":chat.local 730 * :Robert!~Bob@127.0.0.1");
        await bob.AskAsync("NICK other");
        (await alice.SyncAsync()).Should().Equal(":chat.local 731 * :Robert");
        await bob.AskAsync("NICK bob");
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        (await alice.SyncAsync()).Should().Equal(":chat.local 730 * :bob!~Bob@127.0.0.1", ":chat.local 731 * :bob");
        (await carol.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_nickname_that_was_not_to_be_had_is_no_news()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MONITOR + alice,bob");
        await bob.AskAsync("NICK alice");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_news_carry_the_time_and_no_id()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "server-time message-tags account-tag");
        await alice.AskAsync("MONITOR + bob");
        await chat.RegisterAsync("bob");
        (await alice.SyncAsync()).Should().Equal($"@time=2026-01-02T12:01:02.345Z :chat.local 730 * :{Source("bob")}");
    }

    [Fact]
    public async Task What_is_on_the_list_is_not_added_again_whatever_its_case()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MONITOR + bob,BOB", "MONITOR + Bob", "MONITOR L")).Should().Equal(
            ":chat.local 731 alice :bob", ":chat.local 732 alice :bob", ":chat.local 733 alice :End of MONITOR list");
        await chat.RegisterAsync("bob");
        (await alice.SyncAsync()).Should().ContainSingle();
    }

    [Theory]
    [InlineData("MONITOR - BOB,stranger")]
    [InlineData("MONITOR C")]
    [InlineData("monitor c")]
    public async Task Who_is_taken_off_the_list_is_not_told_of_any_more(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("MONITOR + bob");
        (await alice.AskAsync(line)).Should().BeEmpty();
        await chat.RegisterAsync("bob");
        (await alice.AskAsync("MONITOR L", "MONITOR S")).Should().Equal(":chat.local 733 alice :End of MONITOR list");
    }

    [Fact]
    public async Task S_tells_of_the_whole_list_and_L_shows_it()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("MONITOR + bob,Carol");
        await chat.RegisterAsync("carol");
        await alice.SyncAsync();
        (await alice.AskAsync("MONITOR S", "MONITOR l")).Should().Equal(
            $":chat.local 730 alice :{Source("carol")}",
            ":chat.local 731 alice :bob",
            ":chat.local 732 alice :bob,Carol",
            ":chat.local 733 alice :End of MONITOR list");
    }

    [Fact]
    public async Task A_list_has_a_hundred_nicknames_at_the_most_and_replies_take_as_many_lines_as_they_need()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        string[] names = [.. Enumerable.Range(0, 102).Select(i => $"n{i:000}abcdefghijklmnopqr")];
        var answers = new List<string>();
        foreach (string[] part in names.Chunk(17)) answers.AddRange(await alice.AskAsync($"MONITOR + {string.Join(',', part)}"));
        answers[^1].Should().Be($":chat.local 734 alice 100 {names[100]},{names[101]} :Monitor list is full");
        answers.SkipLast(1).SelectMany(line => Targets(line, "731")).Should().Equal(names[..100]);

        IReadOnlyList<string> list = await alice.AskAsync("MONITOR L");
        list[^1].Should().Be(":chat.local 733 alice :End of MONITOR list");
        list.Should().OnlyContain(line => line.Length <= 510).And.HaveCountGreaterThan(5);
        list.SkipLast(1).SelectMany(line => Targets(line, "732")).Should().Equal(names[..100]);

        (await alice.AskAsync($"MONITOR + {names[0]},{names[100]}")).Should().Equal(
            $":chat.local 734 alice 100 {names[100]} :Monitor list is full");
        (await alice.AskAsync($"MONITOR - {names[0]}", $"MONITOR + {names[100]}")).Should().Equal($":chat.local 731 alice :{names[100]}");
    }

    [Fact]
    public async Task A_long_list_that_does_not_fit_is_named_whole()
    {
        await using Chat chat = await Chat.StartAsync(options => options with { Name = "a." + new string('b', 61) });
        TestClient alice = await chat.ConnectAsync();
        string nick = new('a', 32);
        await alice.SendAsync($"NICK {nick}", "USER a 0 * :A");
        string[] names = [.. Enumerable.Range(0, 120).Select(i => $"n{i:000}")];
        await alice.SendAsync($"MONITOR + {string.Join(',', names[..90])}", $"MONITOR + {string.Join(',', names[90..])}");
        string[] long32 = [.. Enumerable.Range(0, 15).Select(i => $"x{i:000}" + new string('y', 28))];
        await alice.SendAsync($"MONITOR + {string.Join(',', long32)}", "MONITOR ?");
        var refused = new List<string>();
        string line;
        while (!(line = await alice.NextAsync()).Contains(" 400 ", StringComparison.Ordinal))
        {
            if (!line.Contains(" 734 ", StringComparison.Ordinal)) continue;
            line.Should().EndWith(" :Monitor list is full");
            line.Length.Should().BeLessThanOrEqualTo(510);
            refused.AddRange(line.Split(' ')[4].Split(','));
        }
        refused.Should().Equal([.. names[100..], .. long32]);
    }

    [Theory]
    [InlineData("*!*@*")]
    [InlineData("#room")]
    [InlineData("1st")]
    [InlineData("a.b")]
    [InlineData(",,")]
    public async Task What_cannot_be_a_nickname_is_passed_over(string target)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"MONITOR + {target}", "MONITOR L")).Should().Equal(":chat.local 733 alice :End of MONITOR list");
    }

    [Theory]
    [InlineData("MONITOR +")]
    [InlineData("MONITOR -")]
    [InlineData("MONITOR + :")]
    public async Task No_targets_answer_461(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 461 alice MONITOR :Not enough parameters");
    }

    [Theory]
    [InlineData("X")]
    [InlineData("+C")]
    [InlineData("+bob")]
    public async Task An_unknown_subcommand_answers_400(string what)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"MONITOR {what} bob")).Should().Equal(
            $":chat.local 400 alice MONITOR {what} :Unknown subcommand: it is one of + - C L S");
    }

    [Fact]
    public async Task Labels_are_answered_and_the_news_carry_none()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice", "labeled-response batch");
        (await alice.AskAsync("@label=a MONITOR + alice,bob", "@label=b MONITOR - alice", "@label=c MONITOR + alice")).Should().Equal(
            "@label=a :chat.local BATCH +b1 labeled-response",
            $"@batch=b1 :chat.local 730 alice :{Source("alice")}",
            "@batch=b1 :chat.local 731 alice :bob",
            ":chat.local BATCH -b1",
            "@label=b :chat.local ACK",
            $"@label=c :chat.local 730 alice :{Source("alice")}");
        await chat.RegisterAsync("bob");
        (await alice.SyncAsync()).Should().Equal($":chat.local 730 * :{Source("bob")}");
    }

    private static string[] Targets(string line, string numeric)
    {
        line.Should().StartWith($":chat.local {numeric} alice :");
        return line[$":chat.local {numeric} alice :".Length..].Split(',');
    }
}
