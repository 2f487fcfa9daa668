using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

public sealed class UserhostTests
{
    [Fact]
    public async Task It_tells_who_comes_from_where_and_who_is_away()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        await bob.AskAsync("AWAY :Out");
        (await alice.AskAsync("USERHOST ALICE nobody bob"))
            .Should().Equal(":chat.local 302 alice :alice=+~alice@127.0.0.1 bob=-~bob@127.0.0.1");
    }

    [Fact]
    public async Task It_answers_for_five_nicknames_at_the_most()
    {
        await using Chat chat = await Chat.StartAsync();
        TestClient alice = await chat.RegisterAsync("alice");
        (await alice.AskAsync("USERHOST a b c d alice alice")).Should().Equal(":chat.local 302 alice :alice=+~alice@127.0.0.1");
    }
}
