using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

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
