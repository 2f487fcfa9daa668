using ChatSockets.Core.Settings;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("ChatSockets", "Manual, Operators and bans")]
public sealed class OverrideTests
{
    [Theory]
    [InlineData("+i")]
    [InlineData("+k key")]
    [InlineData("+l 1")]
    [InlineData("+b oper")]
    public async Task An_operator_enters_a_room_that_refuses_and_it_is_logged(string modes)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Override);
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync($"MODE #room {modes}");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("JOIN #room")).Should().Contain($":{Source("oper")} JOIN #room");
        Acts(chat).Should().ContainSingle().Which.Should().Contain("\"override JOIN\" \"#room\" \"Cannot join channel (+");
    }

    [Theory]
    [InlineData("MODE #room +m", "MODE #room +m", "MODE")]
    [InlineData("MODE #room -q alice", "MODE #room -q alice", "MODE")]
    [InlineData("KICK #room alice :Out", "KICK #room alice :Out", "KICK")]
    [InlineData("TOPIC #room :New", "TOPIC #room :New", "TOPIC")]
    public async Task An_operator_acts_on_a_room_from_outside_and_it_is_logged(string line, string seen, string what)
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Override);
        TestClient alice = await chat.JoinAsync("alice");
        chat.MakeFounder("alice");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync(line)).Should().Equal($":{Source("oper")} {seen}");
        (await alice.SyncAsync()).Should().Equal($":{Source("oper")} {seen}");
        Acts(chat).Should().ContainSingle().Which.Should().Contain($"\"override {what}\" \"#room\"");
    }

    [Fact]
    public async Task An_operator_invites_into_a_room_from_outside_and_it_is_logged()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Override);
        TestClient alice = await chat.JoinAsync("alice"), bob = await chat.RegisterAsync("bob");
        await alice.AskAsync("MODE #room +i");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("INVITE bob #room")).Should().Equal(":chat.local 341 oper bob #room");
        (await bob.SyncAsync()).Should().Equal($":{Source("oper")} INVITE bob #room");
        Acts(chat).Should().ContainSingle().Which.Should().Contain("\"override INVITE\" \"#room\" \"bob\"");
    }

    [Fact]
    public async Task What_the_operator_may_do_anyway_is_not_logged()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.Override);
        TestClient oper = await chat.OperAsync("oper");
        await chat.RegisterAsync("bob");
        await oper.AskAsync("JOIN #own", "MODE #own +m", "TOPIC #own :Mine", "INVITE bob #own", "MODE #own");
        Acts(chat).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_the_privilege_an_operator_is_a_guest_like_others()
    {
        await using Chat chat = await OperatorChat.StartAsync(Privileges.All & ~Privileges.Override);
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +i");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("JOIN #room", "TOPIC #room :x", "MODE #room +m", "KICK #room alice", "INVITE oper #room")).Should().Equal(
            ":chat.local 473 oper #room :Cannot join channel (+i)",
            ":chat.local 442 oper #room :You're not on that channel",
            ":chat.local 442 oper #room :You're not on that channel",
            ":chat.local 442 oper #room :You're not on that channel",
            ":chat.local 442 oper #room :You're not on that channel");
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Privileges.SeeHidden, true)]
    [InlineData(Privileges.All & ~Privileges.SeeHidden, false)]
    public async Task Hidden_users_and_rooms_are_seen_with_that_privilege_only(Privileges privileges, bool sees)
    {
        await using Chat chat = await OperatorChat.StartAsync(privileges);
        TestClient alice = await chat.JoinAsync("alice");
        await alice.AskAsync("MODE #room +s", "MODE alice +i");
        TestClient oper = await chat.OperAsync("oper");
        (await oper.AskAsync("WHO al*")).Should().HaveCount(sees ? 2 : 1);
        (await oper.AskAsync("LIST")).Any(line => line.Contains("#room", StringComparison.Ordinal)).Should().Be(sees);
        (await oper.AskAsync("NAMES #room")).Any(line => line.Contains("alice", StringComparison.Ordinal)).Should().Be(sees);
        (await oper.AskAsync("WHOIS alice")).Any(line => line.StartsWith(":chat.local 319 ", StringComparison.Ordinal)).Should().Be(sees);
    }

    private static IEnumerable<string> Acts(Chat chat) => chat.Log.Lines.Where(line => line.Contains("override", StringComparison.Ordinal));
}
