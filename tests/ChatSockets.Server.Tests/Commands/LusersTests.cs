using ChatSockets.Server.Tests.Support;

namespace ChatSockets.Server.Tests.Commands;

public sealed class LusersTests
{
    [Fact]
    public async Task It_counts_users_rooms_and_the_most_there_ever_were()
    {
        await using Chat chat = await Chat.StartAsync();
        (TestClient alice, TestClient bob) = await chat.PairAsync();
        TestClient carol = await chat.RegisterAsync("carol");
        await bob.AskAsync("MODE bob +i");
        await carol.SendAsync("QUIT");
        await carol.ReadToEndAsync();
        (await alice.AskAsync("LUSERS")).Should().Equal(
            ":chat.local 251 alice :There are 1 users and 1 invisible on 1 servers",
            ":chat.local 252 alice 0 :operator(s) online",
            ":chat.local 254 alice 1 :channels formed",
            ":chat.local 255 alice :I have 2 clients and 0 servers",
            ":chat.local 265 alice 2 3 :Current local users 2, max 3",
            ":chat.local 266 alice 2 3 :Current global users 2, max 3");
    }
}
