using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "STATS message")]
public sealed class StatsTests
{
    [Fact]
    public async Task U_tells_how_long_the_server_runs()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Stats);
        TestClient oper = await chat.OperAsync("oper");
        chat.Clock.Advance(new TimeSpan(3, 4, 5, 6));
        (await oper.AskAsync("STATS u")).Should()
            .Equal(":chat.local 242 oper :Server Up 3 days 4:05:06", ":chat.local 219 oper u :End of /STATS report");
    }

    [Theory]
    [InlineData("STATS u")]
    [InlineData("STATS U")]
    [InlineData("STATS u chat.local")]
    public async Task How_long_the_server_runs_is_for_everybody(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should()
            .Equal(":chat.local 242 alice :Server Up 0 days 0:00:00", ":chat.local 219 alice u :End of /STATS report");
        chat.Log.Lines.Should().NotContain(entry => entry.Contains("STATS", StringComparison.Ordinal), "no operator has done anything");
    }

    [Theory]
    [InlineData("STATS m")]
    [InlineData("STATS o")]
    [InlineData("STATS p")]
    [InlineData("STATS k")]
    [InlineData("STATS z")]
    public async Task Everything_else_is_for_operators(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync(line)).Should().Equal(":chat.local 481 alice :Permission denied: you are not an operator of the server");
    }

    [Fact]
    public async Task M_counts_each_command_that_was_used()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Stats);
        TestClient oper = await chat.OperAsync("oper");
        await oper.AskAsync("TOPIC #no", "TOPIC #no", "TOPIC", "NONSENSE");
        (await oper.AskAsync("STATS m")).Should().Contain(":chat.local 212 oper TOPIC 2").And.Contain(":chat.local 212 oper OPER 1")
            .And.Contain(":chat.local 212 oper STATS 1").And.NotContain(line => line.Contains(" KICK ", StringComparison.Ordinal))
            .And.HaveElementAt(0, ":chat.local 212 oper NICK 1");
    }

    [Fact]
    public async Task O_tells_from_where_one_can_become_an_operator()
    {
        await using Chat chat = await Chat.StartAsync(options => options with
        {
            Operators = [OperatorChat.Account(), OperatorChat.Account("far", Privileges.Kill, null, "10.0.0.0/8", "*@*.example.org")],
        });
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("STATS o")).Should().Equal(
            ":chat.local 243 oper O 127.0.0.0/8 * root",
            ":chat.local 243 oper O 10.0.0.0/8 * far",
            ":chat.local 243 oper O *@*.example.org * far",
            ":chat.local 219 oper o :End of /STATS report");
    }

    [Fact]
    public async Task P_tells_the_operators_who_are_here()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Stats | Privileges.Kill);
        TestClient oper = await chat.OperAsync("oper");
        await chat.RegisterAsync("alice");
        (await oper.AskAsync("STATS p")).Should().Equal(
            $":chat.local 249 oper p :{Wire.Source("oper")} as root (kill, stats)", ":chat.local 219 oper p :End of /STATS report");
    }

    [Theory]
    [InlineData("STATS z", "z")]
    [InlineData("STATS :", "*")]
    [InlineData("STATS %", "*")]
    [InlineData("STATS c chat.local", "c")]
    public async Task A_letter_that_means_nothing_here_has_an_end_only(string line, string letter)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Stats);
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync(line)).Should().Equal($":chat.local 219 oper {letter} :End of /STATS report");
    }

    [Fact]
    public async Task Another_server_answers_402()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Stats);
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("STATS u other.server")).Should().Equal(":chat.local 402 oper other.server :No such server");
    }

    [Fact]
    public async Task Who_sets_bans_sees_them_but_no_other_figures()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Ban);
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("STATS k", "STATS m")).Should().Equal(
            ":chat.local 219 oper k :End of /STATS report", ":chat.local 723 oper stats :Insufficient operator privileges");
    }
}
