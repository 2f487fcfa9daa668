using ChatSockets.Core.State;
using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

[Specification("Modern IRC", "MODE message")]
[Specification("Modern IRC", "User Modes")]
public sealed class UserModeTests
{
    [Fact]
    public async Task One_sees_ones_own_modes()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MODE ALICE", "MODE alice +i", "MODE alice")).Should().Equal(
            ":chat.local 221 alice +", $":{Source("alice")} MODE alice +i", ":chat.local 221 alice +i");
    }

    [Theory]
    [InlineData("+wBRi", "+BRiw", "+BRiw")]
    [InlineData("+B-B+w", "+w", "+w")]
    [InlineData("R", "+R", "+R")]
    public async Task What_was_changed_is_told_in_one_line(string changes, string told, string shown)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"MODE alice {changes}", "MODE alice")).Should().Equal(
            $":{Source("alice")} MODE alice {told}", $":chat.local 221 alice {shown}");
    }

    [Fact]
    public async Task Giving_and_taking_are_told_together()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync("MODE alice +iw");
        (await alice.AskAsync("MODE alice -w+B-i")).Should().Equal($":{Source("alice")} MODE alice +B-iw");
        User user = chat.User("alice");
        (user.IsBot, user.IsInvisible, user.HearsWallops, user.HearsAccountsOnly, user.IsOperator).Should()
            .Be((true, false, false, false, false));
    }

    [Fact]
    public async Task Nobody_makes_himself_an_operator_but_an_operator_may_step_down()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MODE alice +o", "MODE alice")).Should().Equal(":chat.local 221 alice +");
        chat.Server.Context.Users.SetMode(chat.User("alice"), UserModes.Operator, on: true);
        (await alice.AskAsync("MODE alice", "LUSERS")).Should()
            .Contain(":chat.local 221 alice +o").And.Contain(":chat.local 252 alice 1 :operator(s) online");
        (await alice.AskAsync("MODE alice -o", "LUSERS")).Should()
            .Contain($":{Source("alice")} MODE alice -o").And.NotContain(line => line.Contains(" 252 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_operator_who_leaves_is_not_counted_any_more()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        TestClient bob = await chat.RegisterAsync("bob");
        chat.Server.Context.Users.SetMode(chat.User("bob"), UserModes.Operator, on: true);
        await bob.SendAsync("QUIT");
        await bob.ReadToEndAsync();
        (await alice.AskAsync("LUSERS")).Should().NotContain(line => line.Contains(" 252 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-o")]
    [InlineData("-i")]
    [InlineData("+i-i")]
    [InlineData("+")]
    public async Task What_changes_nothing_is_silent(string changes)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync($"MODE alice {changes}")).Should().BeEmpty();
    }

    [Fact]
    public async Task An_unknown_letter_answers_501_once_and_the_others_count()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MODE alice +XiY")).Should().BeEquivalentTo(
            $":{Source("alice")} MODE alice +i", ":chat.local 501 alice :Unknown MODE flag");
    }

    [Fact]
    public async Task Those_of_others_are_not_ones_business_and_answer_502()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, _) = await chat.PairAsync();
        (await alice.AskAsync("MODE bob", "MODE bob +i"))
            .Should().OnlyContain(line => line == ":chat.local 502 alice :Cannot change mode for other users");
    }

    [Fact]
    public async Task An_unknown_nickname_answers_401()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("MODE nobody")).Should().Equal(":chat.local 401 alice nobody :No such nickname");
    }
}
