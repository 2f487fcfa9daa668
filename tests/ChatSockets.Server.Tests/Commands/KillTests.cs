using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "KILL message")]
public sealed class KillTests
{
    [Fact]
    public async Task The_victim_is_told_by_whom_and_why_and_the_others_see_it_leave()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Kill);
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("KILL BOB :Enough now")).Should().BeEmpty();
        (await bob.ReadToEndAsync()).Should().Equal(
            $":{Source("oper")} KILL bob :Enough now",
            $":{Source("bob")} QUIT :Killed (oper (Enough now))",
            "ERROR :Closing Link: 127.0.0.1 (Killed (oper (Enough now)))");
        await alice.ExpectAsync($":{Source("bob")} QUIT :Killed (oper (Enough now))");
    }

    [Fact]
    public async Task One_may_kill_oneself()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Kill);
        TestClient oper = await chat.OperAsync("oper");
        await oper.SendAsync("KILL oper :Tired");
        (await oper.ReadToEndAsync()).Should().Equal(
            $":{Source("oper")} KILL oper :Tired",
            $":{Source("oper")} QUIT :Killed (oper (Tired))",
            "ERROR :Closing Link: 127.0.0.1 (Killed (oper (Tired)))");
    }

    [Theory]
    [InlineData("KILL nobody :x", "401 oper nobody :No such nickname")]
    [InlineData("KILL other.server :x", "402 oper other.server :No such server")]
    [InlineData("KILL chat.local :x", "483 oper :You can't kill a server!")]
    [InlineData("KILL bob", "461 oper KILL :Not enough parameters")]
    [InlineData("KILL bob :", "461 oper KILL :Not enough parameters")]
    public async Task What_cannot_be_done_has_its_reply(string line, string reply)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Kill);
        TestClient bob = await chat.RegisterAsync("bob");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync(line)).Should().Equal(":chat.local " + reply);
        (await bob.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_person_in_line_mode_reads_why()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Kill);
        TypedClient nancy = await chat.TypeAsync("nancy");
        TestClient oper = await chat.OperAsync("oper");
        await oper.SendAsync("KILL nancy :Enough now");
        (await nancy.Client.ReadToEndAsync()).Should()
            .ContainSingle(line => line.EndsWith("-- Goodbye. Killed (oper (Enough now))", StringComparison.Ordinal));
    }
}
