using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Rooms;

/// <summary>For those outside a secret room is no room: whatever they ask, it answers as one that does not exist.</summary>
[Specification("Modern IRC", "Secret Channel Mode")]
public sealed class SecretRoomTests
{
    [Theory]
    [InlineData("TOPIC {0}")]
    [InlineData("TOPIC {0} :Mine")]
    [InlineData("MODE {0}")]
    [InlineData("MODE {0} b")]
    [InlineData("MODE {0} e")]
    [InlineData("MODE {0} +m")]
    [InlineData("KICK {0} alice")]
    [InlineData("KICK {0} nobody")]
    [InlineData("INVITE bob {0}")]
    [InlineData("INVITE alice {0}")]
    [InlineData("PRIVMSG {0} :x")]
    [InlineData("PRIVMSG @{0} :x")]
    [InlineData("NOTICE {0} :x")]
    [InlineData("TAGMSG {0}")]
    [InlineData("NAMES {0}")]
    [InlineData("WHO {0}")]
    [InlineData("PART {0}")]
    [InlineData("LIST {0}")]
    public async Task It_answers_as_a_room_that_is_not_there(string line)
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#Secret");
        await alice.AskAsync("MODE #Secret +s-n");
        TestClient bob = await chat.RegisterAsync("bob", "message-tags");
        string[] real = await AnswersAsync(bob, line, "#sECRET"), missing = await AnswersAsync(bob, line, "#nOWHERE");
        real.Should().Equal(missing.Select(answer => answer.Replace("#nOWHERE", "#sECRET", StringComparison.Ordinal)));
        (await alice.SyncAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task It_still_lets_those_in_who_know_its_name()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.JoinAsync("alice", "#secret");
        await alice.AskAsync("MODE #secret +s");
        TestClient bob = await chat.JoinAsync("bob", "#secret");
        (await bob.AskAsync("MODE #secret"))[0].Should().Be(":chat.local 324 bob #secret +nst");
    }

    private static async Task<string[]> AnswersAsync(TestClient client, string line, string room) =>
        [.. await client.AskAsync(line.Replace("{0}", room, StringComparison.Ordinal))];
}
