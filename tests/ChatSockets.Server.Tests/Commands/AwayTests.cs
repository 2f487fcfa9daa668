using ChatSockets.Server.Tests.Support;
using static ChatSockets.Server.Tests.Support.Wire;

namespace ChatSockets.Server.Tests.Commands;

public sealed class AwayTests
{
    [Fact]
    public async Task Whoever_writes_to_one_who_is_away_is_told_why()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        (await bob.AskAsync("AWAY :At lunch")).Should().Equal(":chat.local 306 bob :You have been marked as being away");
        (await alice.AskAsync("PRIVMSG bob :Hello")).Should().Equal(":chat.local 301 alice bob :At lunch");
        (await bob.SyncAsync()).Should().Equal($":{Source("alice")} PRIVMSG bob :Hello");
    }

    [Fact]
    public async Task A_notice_and_a_line_to_the_room_are_not_answered_with_301()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :At lunch");
        (await alice.AskAsync("NOTICE bob :Hello", "PRIVMSG #room :Hello")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("AWAY")]
    [InlineData("AWAY :")]
    public async Task Without_a_reason_one_is_back(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :At lunch");
        (await bob.AskAsync(line)).Should().Equal(":chat.local 305 bob :You are no longer marked as being away");
        (await alice.AskAsync("PRIVMSG bob :Hello")).Should().BeEmpty();
    }

    [Theory]
    [InlineData(200, 200)]
    [InlineData(201, 200)]
    public async Task A_reason_has_200_bytes_at_the_most(int sent, int kept)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        await alice.AskAsync($"AWAY :{new string('x', sent)}");
        (await alice.AskAsync("PRIVMSG alice :Hello")).Should().Contain($":chat.local 301 alice alice :{new string('x', kept)}");
    }
}
